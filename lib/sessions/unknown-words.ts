import type { ErrorWords } from "./error-words";
import { savedWords, type Verb } from "./not-loaded-words";

/** @param fault the API itself reported a fault, so waiting alone may not help */
export function unknownWords(fault: boolean, verb: Verb): ErrorWords {
  return fault
    ? {
        heading: "Medblocks has a problem",
        happened: "No link was shown to you. We are checking if one was made.",
        saved: savedWords(verb, ""),
        next: "Wait for the answer here. If it goes on, call support.",
      }
    : {
        heading: "We do not know yet if the link was made",
        happened: "Medblocks did not answer in time. We are checking.",
        saved: savedWords(verb, ""),
        next: "Do not start again.",
      };
}

/** @param by who kept the answer from this browser */
export function lostWords(by: "desk" | "way", verb: Verb): ErrorWords {
  return {
    heading: "We do not know yet if the link was made",
    happened:
      by === "desk"
        ? "Connect Desk had a problem of its own. We are checking."
        : "The answer of Connect Desk did not arrive here. We are checking.",
    saved: savedWords(verb, ""),
    next: "Do not start again.",
  };
}
