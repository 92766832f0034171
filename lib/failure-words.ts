import type { AppError, AppErrorKind } from "@/lib/errors";
import { type ErrorWords, errorWords, seconds } from "@/lib/sessions/error-words";

const nothingChanged = "Nothing was changed.";

/** What only signing in and running the staff can meet, with words that never change. */
const staffWords = {
  "sign-in-refused": {
    heading: "That did not match",
    happened: "What you entered does not let you in.",
    saved: nothingChanged,
    next: "Check it and try again. If you forgot it, ask an administrator of your clinic.",
  },
  "one-time-address-gone": {
    heading: "This address works no more",
    happened: "It was used, has been taken back, or is too old.",
    saved: nothingChanged,
    next: "Ask an administrator of your clinic for a new one.",
  },
  "single-sign-on-not-answering": {
    heading: "Single sign-on is not answering",
    happened: "Your clinic's sign-in service could not be reached.",
    saved: nothingChanged,
    next: "Try again in a minute. If it goes on, tell your manager.",
  },
  "proof-needed": {
    heading: "Show that it is you",
    happened: "This needs your password, your passkey or your clinic's sign-in service once more.",
    saved: nothingChanged,
    next: "Press the button again and show it.",
  },
  "last-administrator": {
    heading: "Someone must stay administrator",
    happened: "This is the last administrator who can sign in.",
    saved: nothingChanged,
    next: "Make a colleague administrator first.",
  },
  "already-staff": {
    heading: "This email is in use",
    happened: "One of your colleagues signs in with it, or did once.",
    saved: nothingChanged,
    next: "Find them in the list of staff.",
  },
  "staff-not-found": {
    heading: "This is no longer there",
    happened: "Someone else may have changed it.",
    saved: nothingChanged,
    next: "Open the page again.",
  },
} satisfies Partial<Record<AppErrorKind, ErrorWords>>;

/** The words for a failure anywhere but at the form that makes links. */
export function failureWords(error: AppError): ErrorWords {
  switch (error.kind) {
    case "signed-out":
      return {
        heading: "Sign in again",
        happened: "You were signed out.",
        saved: nothingChanged,
        next: "Sign in and try again.",
      };
    case "no-connection":
      return {
        heading: "No connection",
        happened: "Connect Desk could not be reached.",
        saved: nothingChanged,
        next: "Check the network cable or Wi-Fi and try again.",
      };
    case "answer-lost":
      return {
        heading: "We do not know if it was done",
        happened:
          error.by === "desk"
            ? "Connect Desk had a problem of its own."
            : "The answer of Connect Desk did not arrive here.",
        saved: "What you entered is still here.",
        next: "Look on a new page before you do it again.",
      };
    case "page-too-old":
      return {
        heading: "This page is older than the desk",
        happened: "The desk was updated since it was opened. Nothing was sent.",
        saved: nothingChanged,
        next: "Reload and do it again.",
      };
    case "not-our-page":
      return {
        heading: "Open Connect Desk again",
        happened: "This page was not opened at the address that Connect Desk runs at.",
        saved: nothingChanged,
        next: "Open Connect Desk at its own address.",
      };
    case "invalid-input":
      return {
        heading: "There is a problem",
        happened: "Some entries need a change.",
        saved: nothingChanged,
        next: "Change them and try again.",
      };
    case "wait-to-sign-in":
      return {
        heading: "Too many tries",
        happened: "We slow down after wrong entries.",
        saved: nothingChanged,
        next: `You can try again in ${wait(error.retryAfterSeconds)}.`,
      };
    case "sign-in-refused":
    case "one-time-address-gone":
    case "single-sign-on-not-answering":
    case "proof-needed":
    case "last-administrator":
    case "already-staff":
    case "staff-not-found":
      return staffWords[error.kind];
    default:
      return errorWords(error, { patientId: "", sourceName: (id) => id });
  }
}

/** A wait in the unit that people would say. */
function wait(count: number): string {
  return count <= 90 ? seconds(count) : `${Math.ceil(count / 60)} minutes`;
}
