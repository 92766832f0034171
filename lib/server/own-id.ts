import "server-only";
import { randomBytes } from "node:crypto";

/** An id for an address of ours: 128 random bits, 22 characters. */
export function newId(): string {
  return randomBytes(16).toString("base64url");
}

/** Whether it looks like one. Anything else is no row; some of it Postgres would refuse to look for. */
export function isOwnId(text: string): boolean {
  return /^[\w-]{22}$/.test(text);
}
