import type { ErrorWords } from "./error-words";

/** The button that was pressed. */
export type Verb = "Create" | "Reconnect";

/** What was saved: what became of the link, then of the entries, which Reconnect has none of. */
export function savedWords(verb: Verb, link: string, entries = "Your entries are kept."): string {
  return [link, verb === "Create" ? entries : ""].filter(Boolean).join(" ");
}

export function noConnectionWords(verb: Verb): ErrorWords {
  return {
    heading: "No connection",
    happened: "Medblocks could not be reached.",
    saved: savedWords(verb, "No link was made.", "Your entries are safe on this screen."),
    next: "Check the network cable or Wi-Fi.",
  };
}

/** @param sent something was, before the desk was updated */
export function oldPageWords(sent: boolean, verb: Verb): ErrorWords {
  return {
    heading: "This page is older than the desk",
    happened: sent
      ? "The desk was updated meanwhile. We do not know yet if the link was made."
      : "The desk was updated, or a part of this page is missing. Nothing was sent.",
    saved: savedWords(verb, ""),
    next: sent ? `Reload and press ${verb}: no second link is made.` : "Reload.",
  };
}
