import * as z from "zod/mini";
import type { DeskError, PatientIdentity } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { createSessionSchema } from "@/lib/sessions/schema";

/** How a patient page is addressed: a keyed hash, never the patient id. */
export const patientKeySchema = z.string().check(z.regex(/^[\w-]{43}$/));

const shown = z.object({ name: z.string(), email: z.string() });

/**
 * What the form sends to correct a patient. An empty email clears it; a name can be changed and not
 * cleared.
 */
export const correctionSchema = z
  .object({
    key: patientKeySchema,
    name: createSessionSchema.shape.name,
    email: createSessionSchema.shape.email,
    /** What Medblocks had when the form was filled in. */
    shown,
  })
  .check(
    z.refine((input) => input.name !== "" || input.shown.name === "", {
      path: ["name"],
      error: "Enter the name",
    }),
  );

export type CorrectionInput = z.infer<typeof correctionSchema>;

type Failure<Kind extends string, More = unknown> = {
  kind: Kind;
  requestId: string | null;
} & More;

/** Every way in which a correction can end without being made. */
export type CorrectionError =
  | DeskError
  /** No such page here. */
  | Failure<"patient-not-found">
  /** The API has no such patient, or no longer. */
  | Failure<"unknown-patient">
  /** Medblocks has other details than the form showed; nothing was sent. */
  | Failure<"changed-meanwhile", { stored: PatientIdentity }>
  /** It was sent and no answer told what came of it. */
  | Failure<"correction-unknown">
  /** Looked for and not there: safe to press Save again. */
  | Failure<"not-corrected">;

/** The name and email that Medblocks has now. */
export type CorrectionResult = Result<PatientIdentity, CorrectionError>;

/** The server actions of the form. Their input is checked again on the server. */
export type CorrectionActions = {
  correct: (input: unknown) => Promise<CorrectionResult>;
  /** Finds out what came of a correction whose answer was lost; never writes. */
  check: (input: unknown) => Promise<CorrectionResult>;
};
