import * as z from "zod/mini";
import type { ActionResult } from "@/lib/sessions/actions";

/** No letter that looks like a digit or like another letter. */
export const codeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
export const codeLength = 6;

const error = `Enter the ${codeLength} characters that the patient's screen shows`;

/** As staff type it: small letters, spaces and hyphens do no harm. */
export const pairingSchema = z.object({
  code: z.pipe(
    z.pipe(
      z.string({ error }).check(z.maxLength(40, error)),
      z.transform((text: string) => text.replace(/[\s-]/g, "").toUpperCase()),
    ),
    z.string().check(z.regex(new RegExp(`^[${codeLetters}]{${codeLength}}$`), error)),
  ),
});

/** The server actions that the settings page is given. */
export type PairDisplay = (input: unknown) => Promise<ActionResult<null>>;
export type UnpairDisplay = () => Promise<ActionResult<null>>;
