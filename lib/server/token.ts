import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A secret that a browser or an address carries: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of it: who reads the database or a backup can be nobody. So many bits need no salt. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
