"use client";

import { readStored, store } from "@/lib/storage";

const storedAs = "popup";
const startAt = "#provider";

/**
 * Opens the provider's sign-in beside a page that has to stay as it is. Call it within a press.
 *
 * @returns false when the browser does not let us
 */
export function openProviderPopup(): boolean {
  return openPopup(`/sign-in${startAt}`);
}

/** A window beside the page. Call it within a press. @returns false when the browser does not let us */
export function openPopup(address: string): boolean {
  return open(address, "_blank", "popup,width=520,height=720") !== null;
}

/**
 * On the sign-in page: whether this window was opened to go on to the provider at once. It is
 * remembered in this window only, over all pages in between.
 */
export function isProviderPopup(): boolean {
  if (location.hash !== startAt) return false;
  history.replaceState(null, "", location.pathname);
  store(storedAs, "on", "window");
  return true;
}

/** Once somebody is signed in, such a window has done its work. */
export function closeIfPopup() {
  if (readStored(storedAs, "window") === null) return;
  store(storedAs, null, "window");
  close();
}
