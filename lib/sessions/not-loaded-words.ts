import type { ErrorWords } from "./error-words";

export const noConnectionWords: ErrorWords = {
  heading: "No connection",
  happened: "Medblocks could not be reached.",
  saved: "No link was made. Your entries are safe on this screen.",
  next: "Check the network cable or Wi-Fi.",
};

/** @param sent something was, before the desk was updated */
export function oldPageWords(sent: boolean): ErrorWords {
  return {
    heading: "This page is older than the desk",
    happened: sent
      ? "The desk was updated meanwhile. We do not know yet if the link was made."
      : "The desk was updated, or a part of this page is missing. Nothing was sent.",
    saved: "Your entries are kept.",
    next: sent ? "Reload and press Create: no second link is made." : "Reload.",
  };
}
