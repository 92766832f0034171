import "server-only";
import { randomInt } from "node:crypto";

/** Without what looks alike on paper: no 0 O 1 I L, no 5 S, no vowels that make words. */
const letters = "2346789BCDFGHJKMNPQRTVWXZ";
const count = 10;
const half = 5;

/** Ten codes for when the phone is lost, such as `7KQ2M-XR4TB`: 46 random bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => `${randomLetters()}-${randomLetters()}`);
}

/** As it is kept. @param tidy without what may stand between */
export function keptRecoveryCode(tidy: string): string {
  return `${tidy.slice(0, half)}-${tidy.slice(half)}`;
}

function randomLetters(): string {
  return Array.from({ length: half }, () => letters[randomInt(letters.length)]).join("");
}
