import { readStored, store } from "@/lib/storage";

const name = "display-paired";

/**
 * Whether this PC has a patient's screen on another device, as far as this browser remembers: only
 * then is the server asked to show something there. What counts is its cookie.
 */
export function isPaired(): boolean {
  return readStored(name) === "yes";
}

export function rememberPaired(paired: boolean): void {
  store(name, paired ? "yes" : null);
}
