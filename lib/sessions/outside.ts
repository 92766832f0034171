import { isEmailAddress } from "@/lib/email-address";

/** Longer ones are cut off, or not opened at all, on Windows. */
const longestAddress = 2_000;

/**
 * The address that opens a new email in the desk's own mail program.
 *
 * @param to the patient's address; left out unless it can be sent to
 * @param bodies the message, and after it shorter ones for where it would be too long
 */
export function mailAddress(to: string, subject: string, bodies: readonly string[]): string {
  const address = isEmailAddress(to) ? to.split("@").map(encodeURIComponent).join("@") : "";
  const start = `mailto:${address}?subject=${encodeURIComponent(subject)}&body=`;
  return fitting(start, bodies, "\r\n");
}

/** The address that opens a new text message. Nobody is in it: the desk has no phone numbers. */
export function textAddress(bodies: readonly string[]): string {
  return fitting("sms:?&body=", bodies, "\n");
}

function fitting(start: string, bodies: readonly string[], lineBreak: string): string {
  const all = bodies.map((body) => start + encodeURIComponent(body.replaceAll("\n", lineBreak)));
  return all.find((address) => address.length <= longestAddress) ?? all.at(-1) ?? start;
}

/**
 * Hands an address to the system, which asks its own program to open it. Made for the press and
 * gone with it: a patient's link stays in no address of this page.
 */
export function openOutside(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.rel = "noreferrer noopener";
  link.click();
}
