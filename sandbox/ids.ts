import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Prefix and a ULID: ten characters of time, sixteen of chance. */
export function newId(prefix: string, now: number): string {
  let time = "";
  for (let rest = now; time.length < 10; rest = Math.floor(rest / 32)) {
    time = alphabet.charAt(rest % 32) + time;
  }
  return prefix + time + letters(randomBytes(16));
}

/** The id of a catalog row, the same on every start. */
export function sourceId(slug: string): string {
  return `fhirsrc_${letters(createHash("sha256").update(slug).digest().subarray(0, 26))}`;
}

/** The secret part of a hosted link: 32 hex digits, unrelated to the session's id. */
export function newLinkToken(): string {
  return randomBytes(16).toString("hex");
}

function letters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet.charAt(byte % 32)).join("");
}
