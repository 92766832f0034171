import * as z from "zod/mini";
import { limits } from "./limits";
import { nameProblem } from "./text-rules";

/** Our id of a link. */
export const linkIdSchema = z.string().check(z.maxLength(64));

/** What the form sends and the action accepts when somebody looked after a link. */
export const followUpSchema = z.object({
  id: linkIdSchema,
  /** For the next shift; empty: none. */
  note: z.string().check(
    z.overwrite((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim()),
    z.maxLength(limits.followUpNote, `Use ${limits.followUpNote} characters or fewer`),
    z.check((context) => {
      const message = nameProblem(context.value);
      if (message) context.issues.push({ code: "custom", message, input: context.value });
    }),
  ),
});

export type FollowUpInput = z.infer<typeof followUpSchema>;
