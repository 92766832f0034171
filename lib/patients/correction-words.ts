import type { PatientIdentity } from "@/lib/errors";
import { type ErrorWords, errorWords } from "@/lib/sessions/error-words";
import type { CorrectionError } from "./correction";

const unchanged = "Nothing was changed. Your entries are kept.";

/** Families whose words never change. */
const fixedWords = {
  "correction-unknown": {
    heading: "We do not know yet if it was changed",
    happened: "Medblocks did not answer in time.",
    saved: "Your entries are kept.",
    next: "Do not save again. Wait for the answer here, or press Check now.",
  },
  "not-corrected": {
    heading: "It was not changed",
    happened: "We looked, and Medblocks still has the old details.",
    saved: "Your entries are kept.",
    next: "Press Save.",
  },
  "unknown-patient": {
    heading: "Medblocks does not know this patient",
    happened: "It has nobody with this ID, or no longer.",
    saved: unchanged,
    next: "Check the patient ID.",
  },
  "patient-not-found": {
    heading: "We cannot find this patient",
    happened: "The page may be old.",
    saved: unchanged,
    next: "Open the patient from a link again.",
  },
  "signed-out": {
    heading: "Sign in again",
    happened: "You were signed out.",
    saved: unchanged,
    next: "Sign in and press Save.",
  },
  "not-our-page": {
    heading: "Open Connect Desk again",
    happened: "This page was not opened at the address that Connect Desk runs at.",
    saved: unchanged,
    next: "Open Connect Desk at its own address.",
  },
  "key-refused": {
    heading: "This clinic is not connected",
    happened: "Medblocks did not accept this clinic’s key.",
    saved: unchanged,
    next: "Tell your manager.",
  },
  forbidden: {
    heading: "You cannot do this here",
    happened: "This clinic’s account cannot change patients.",
    saved: unchanged,
    next: "Ask your manager for access.",
  },
  "rate-limited": {
    heading: "Medblocks asks us to wait",
    happened: "There were too many requests at once.",
    saved: unchanged,
    next: "Wait a minute and press Save.",
  },
  "not-accepted": {
    heading: "There is a problem",
    happened: "Medblocks did not accept what was entered.",
    saved: unchanged,
    next: "Change it and press Save.",
  },
  "not-answering": {
    heading: "Medblocks is not answering",
    happened: "It gave no answer that we can use.",
    saved: unchanged,
    next: "Try again in a minute. If it goes on, tell your manager.",
  },
} satisfies Record<string, ErrorWords>;

const planWords = {
  happened: "Medblocks changes no more patients on this plan.",
  next: "Tell your manager.",
};

/** What staff read when a name or email could not be corrected. */
export function correctionWords(error: CorrectionError): ErrorWords {
  switch (error.kind) {
    case "changed-meanwhile":
      return {
        heading: "Someone else changed this meanwhile",
        happened: `Medblocks now has ${nameAndEmail(error.stored)}.`,
        saved: "Your entries are kept.",
        next: "Save replaces what Medblocks has now.",
      };
    case "correction-unknown":
    case "not-corrected":
    case "unknown-patient":
    case "patient-not-found":
    case "signed-out":
    case "not-our-page":
    case "key-refused":
    case "forbidden":
    case "rate-limited":
      return fixedWords[error.kind];
    case "invalid-input":
    case "field-refused":
      return fixedWords["not-accepted"];
    case "no-connection":
    case "not-answering":
    case "source-not-answering":
      return fixedWords["not-answering"];
    case "plan-exhausted":
    case "not-served": {
      const words = errorWords(error, { patientId: "", sourceName: (id) => id });
      return { ...words, ...(error.kind === "not-served" ? {} : planWords), saved: unchanged };
    }
    case "conflict":
      return fixedWords["not-accepted"];
    default:
      // What can stand in the way of any act, such as a second step that is not set up.
      return errorWords(error, { patientId: "", sourceName: (id) => id });
  }
}

/** What Medblocks has of somebody, in words. */
export function nameAndEmail({ name, email }: PatientIdentity): string {
  return [name || "no name", email || "no email"].join(", ");
}
