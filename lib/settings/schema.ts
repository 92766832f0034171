import * as z from "zod/mini";
import { anyId, exampleId } from "@/lib/sessions/id-rules";
import { readPatientId } from "@/lib/sessions/patient-id";
import { createSessionSchema } from "@/lib/sessions/schema";
import { isTimeZone } from "@/lib/time-zone";
import { languages } from "@/lib/words/language";
import type { ClinicSettings } from "./clinic";

/** What a link may be made with, a clinic may have as its default. */
const link = createSessionSchema.shape;

function wholeNumber(min: number, max: number, unit: string) {
  const error = `Enter a whole number of ${unit} from ${min} to ${max}`;
  return z.number({ error }).check(z.int({ error }), z.minimum(min, error), z.maximum(max, error));
}

const idQuestion = z.enum(["ask", "counts", "off"]);

function exampleOf(idPattern: string): string {
  return exampleId({ ...anyId, idPattern });
}

/**
 * The clinic's settings as they are saved: an empty return page means our own, an empty button
 * label the clinic's name.
 */
export const clinicSchema = z.object({
  name: link.buttonLabel.check(z.minLength(1, "Enter the clinic's name")),
  phone: link.buttonLabel.check(
    z.refine((text) => text === "" || /\d/.test(text), {
      error: "Enter a phone number with its digits",
    }),
  ),
  timeZone: z.string().check(
    z.trim(),
    z.maxLength(64),
    z.refine((text) => text === "" || isTimeZone(text), {
      error: "Enter a time zone by its name, such as America/New_York",
    }),
  ),
  returnUrl: link.returnUrl,
  buttonLabel: link.buttonLabel,
  mode: link.mode,
  suggestedSourceIds: link.suggestedSourceIds.check(
    z.refine((ids) => new Set(ids).size === ids.length, { error: "Each hospital only once" }),
  ),
  linkLifetimeSeconds: link.lifetimeSeconds,
  idPattern: link.name.check(
    z.refine((pattern) => pattern === "" || readPatientId(exampleOf(pattern)).ok, {
      error: "Enter what an ID looks like, such as MRN-######",
    }),
  ),
  idPrefixes: link.name,
  idSuffixes: link.name,
  idCase: idQuestion,
  idZeros: idQuestion,
  readBackLine: link.name,
  handoutLanguages: z
    .array(z.enum(languages))
    .check(z.minLength(1, "Choose one language or more"), z.maxLength(languages.length)),
  askWhose: z.boolean(),
  retentionDays: wholeNumber(1, 3650, "days"),
  veilAfterSeconds: wholeNumber(15, 900, "seconds"),
  signOutAfterMinutes: wholeNumber(1, 60, "minutes"),
  secondFactorRequired: z.boolean(),
}) satisfies z.ZodMiniType<ClinicSettings>;

/** Only what was changed, so that two people who change different fields lose nothing. */
export const clinicChangesSchema = z.partial(clinicSchema);
