import type {
  AlikeId,
  AppErrorKind,
  DeskError,
  NotServedReason,
  PatientIdentity,
} from "@/lib/errors";
import { formatTimeLeft } from "@/lib/format";
import { fieldLabels, refusedField } from "./field-words";
import { noConnectionWords, oldPageWords, savedWords, type Verb } from "./not-loaded-words";
import { lostWords, unknownWords } from "./unknown-words";

/** What staff read when something did not work: what happened, what was saved, what to do next. */
export type ErrorWords = { heading: string; happened: string; saved: string; next: string };

/** What the words may name. Nothing of it is kept anywhere. */
export type ErrorContext = {
  /** As typed. */
  patientId: string;
  /** The name of a hospital, by its source id. */
  sourceName: (sourceId: string) => string;
};

/** Families that are said alike whatever is in them. */
const fixedWords = (verb: Verb) =>
  ({
    "not-our-page": {
      heading: "Open Connect Desk again",
      happened: "This page was not opened at the address that Connect Desk runs at.",
      saved: "No link was made.",
      next: "Open Connect Desk at its own address, which the setting APP_URL says, and make the link there.",
    },
    "signed-out": {
      heading: "Sign in again",
      happened: "You were signed out.",
      saved: savedWords(verb, "No link was made.", "Your entries are still here."),
      next: `Sign in and press ${verb}.`,
    },
    "not-allowed": {
      heading: "Only administrators can do this",
      happened: "Your account is for the desk.",
      saved: "Nothing was changed.",
      next: "Ask an administrator of your clinic.",
    },
    "second-factor-needed": {
      heading: "Set up your second step first",
      happened: "Your clinic asks for a code or a passkey beside the password.",
      saved: "Nothing was changed.",
      next: "Open your account and set it up. It takes a minute.",
    },
    "invalid-input": {
      heading: "There is a problem",
      happened: "Some entries need a change.",
      saved: savedWords(verb, "No link was made."),
      next: `Change them and press ${verb}.`,
    },
    "key-refused": {
      heading: "This clinic is not connected",
      happened: "Medblocks did not accept this clinic's key.",
      saved: savedWords(verb, "No link was made."),
      next: "Tell your manager.",
    },
    forbidden: {
      heading: "You cannot do this here",
      happened: "This clinic's account cannot make links.",
      saved: savedWords(verb, "No link was made."),
      next: "Ask your manager for access.",
    },
    "session-not-found": {
      heading: "We cannot find this link",
      happened: "It may be old or from another clinic.",
      saved: "Nothing was changed.",
      next: "Make a new link.",
    },
    "open-link-exists": {
      heading: "Open link already exists",
      happened: "This patient has a link that still works.",
      saved: savedWords(verb, "No second link was made."),
      next: "Use it, or make another.",
    },
    "being-made": {
      heading: "Another desk is making this link",
      happened:
        "Somebody pressed Create for this patient a moment ago. Medblocks has not answered yet.",
      saved: savedWords(verb, "No second link was made."),
      next: `Wait 10 seconds and press ${verb}.`,
    },
    "plan-exhausted": {
      heading: "The clinic's plan has run out",
      happened: "Medblocks makes no more links on this plan.",
      saved: savedWords(verb, "No link was made."),
      next: "Tell your manager. Links already made still work until they end.",
    },
    "no-connection": noConnectionWords(verb),
    "not-answering": {
      heading: "Medblocks is not answering",
      happened: "It gave no answer that we can use.",
      saved: savedWords(verb, "No link was made."),
      next: "Try again in a minute. If it goes on, tell your manager.",
    },
    "not-made": {
      heading: "It was not made",
      happened: "We looked, and no link was made for this patient.",
      saved: savedWords(verb, ""),
      next: `Press ${verb}.`,
    },
    "unsafe-link": {
      heading: "We cannot show this link",
      happened: "Medblocks sent a link that is not safe to open, so it is not shown.",
      saved: savedWords(verb, ""),
      next: "Tell your manager and quote the reference.",
    },
    "other-patient": {
      heading: "We stopped to keep records apart",
      happened: "The answer from Medblocks does not belong to this patient, so it is not shown.",
      saved: savedWords(verb, ""),
      next: "Do not try again. Call support and quote the reference.",
    },
  }) satisfies Partial<Record<AppErrorKind, ErrorWords>>;

const checkUnderSettings = "Tell your manager. Settings, Connection, Check says more.";

/** What only who runs the desk, or its account at Medblocks, can change. */
const notServedWords = (verb: Verb): Record<NotServedReason, Omit<ErrorWords, "saved">> => ({
  "key-expired": {
    heading: "This clinic is not connected",
    happened: "This clinic’s key for Medblocks has ended.",
    next: "Tell your manager. Links already made still work until they end.",
  },
  "not-in-plan": {
    heading: "The clinic’s plan does not include this",
    happened: "Medblocks does not offer this on the clinic’s plan.",
    next: "Tell your manager.",
  },
  version: {
    heading: "Connect Desk and Medblocks do not match",
    happened: "Medblocks does not know the version that this desk asks for.",
    next: checkUnderSettings,
  },
  "too-large": {
    heading: "There is too much in this form",
    happened: "Medblocks takes no form of this size.",
    next: `Shorten the notes or suggest fewer hospitals, and press ${verb}.`,
  },
  "too-many-keys": {
    heading: "The clinic has too many keys",
    happened: "Medblocks allows this clinic fewer keys than it has.",
    next: "Tell your manager.",
  },
  "not-the-api": {
    heading: "This is not Medblocks",
    happened: "Something else answers at the address of Medblocks.",
    next: checkUnderSettings,
  },
});

/** The words for one failure of creating a link. @param verb the button that was pressed for it */
export function errorWords(
  error: DeskError,
  context: ErrorContext,
  verb: Verb = "Create",
): ErrorWords {
  const kept = savedWords(verb, "No link was made.");
  switch (error.kind) {
    case "field-refused":
      return {
        heading: "There is a problem",
        happened: error.field
          ? refusedField(error.field)
          : "Medblocks did not accept what was entered.",
        saved: kept,
        next: error.field
          ? `Change it and press ${verb}.`
          : `Check your entries and press ${verb}.`,
      };
    case "not-served":
      return { ...notServedWords(verb)[error.reason], saved: kept };
    case "source-gone":
      return {
        heading: "A hospital is no longer listed",
        happened: `${names(error.sourceIds, context)} ${isOrAre(error.sourceIds)} not in the list now.`,
        saved: kept,
        next:
          verb === "Create"
            ? `Remove ${itOrThem(error.sourceIds)} or choose another.`
            : "Press New link and choose another hospital.",
      };
    case "conflict":
      return {
        heading: "Medblocks has other details for this patient",
        happened: error.field
          ? `What it has differs in ${fieldLabels[error.field] ?? "one entry"}.`
          : "What it has differs from what you typed.",
        saved: kept,
        next: "Check the patient ID.",
      };
    case "identity-differs":
      return {
        heading: "This ID belongs to someone else",
        happened: `${context.patientId} is ${described(error.stored)} in Medblocks. You typed ${described(error.typed)}. Creating would change the details of that patient.`,
        saved: savedWords(verb, "Nothing was sent."),
        next: "Choose what is right.",
      };
    case "unusual-id":
      return {
        heading: "This does not look like your IDs",
        happened: `Your clinic's IDs look like ${error.example}, and ${error.patientId} does not.`,
        saved: savedWords(verb, "Nothing was sent."),
        next: "Check it against the wristband.",
      };
    case "looks-alike":
      return {
        heading: "Another ID looks the same",
        happened: `Looks like ${alikeWords(error.known)}.`,
        saved: savedWords(verb, "Nothing was sent."),
        next: "Choose what is right.",
      };
    case "rate-limited":
      return { ...waitWords(error, verb), saved: kept };
    case "source-not-answering":
      return {
        heading: "The hospital's system is not answering",
        happened: `We cannot say yes or no for ${names(error.sourceIds, context) || "the hospital"} now.`,
        saved: kept,
        next: error.sourceIds.length
          ? `Try again, or go on without ${itOrThem(error.sourceIds)}.`
          : "Try again in a minute.",
      };
    case "outcome-unknown":
      return unknownWords(error.fault, verb);
    case "answer-lost":
      return lostWords(error.by, verb);
    case "page-too-old":
      return oldPageWords(error.sent, verb);
    default:
      return fixedWords(verb)[error.kind];
  }
}

function waitWords(
  { limit, retryAfterSeconds }: Extract<DeskError, { kind: "rate-limited" }>,
  verb: Verb,
): Omit<ErrorWords, "saved"> {
  const next =
    retryAfterSeconds > 0
      ? `You can press ${verb} in ${seconds(retryAfterSeconds)}.`
      : `You can press ${verb} now.`;
  return limit
    ? {
        heading: "The clinic’s quota is used up",
        happened:
          "Medblocks takes no more requests from this clinic for now. If it goes on, tell your manager.",
        next,
      }
    : { heading: "Too many links at once", happened: "Medblocks asks us to wait.", next };
}

function names(sourceIds: string[], context: ErrorContext): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(
    sourceIds.map(context.sourceName),
  );
}

/** How a sentence or a button names these hospitals again. */
export function itOrThem(list: unknown[]): string {
  return list.length === 1 ? "it" : "them";
}

function isOrAre(list: unknown[]): string {
  return list.length === 1 ? "is" : "are";
}

function alikeWords({ patientId, name, openForMs }: AlikeId): string {
  const of = name === "" ? patientId : `${patientId} of ${name}`;
  return openForMs === null ? of : `${of}, link open since ${formatTimeLeft(openForMs)}`;
}

function described({ name, email }: PatientIdentity): string {
  return [name, email].filter(Boolean).join(", ");
}

export function seconds(count: number): string {
  return count === 1 ? "1 second" : `${count} seconds`;
}
