import type { AppError } from "@/lib/errors";
import { type ErrorWords, errorWords } from "@/lib/sessions/error-words";

const nothingChanged = "Nothing was changed.";

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
    default:
      return errorWords(error, { patientId: "", sourceName: (id) => id });
  }
}
