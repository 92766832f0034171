import "server-only";
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { z } from "zod";
import { env } from "@/lib/server/env";
import { remember } from "@/lib/server/remember";
import { deskSecret } from "./desk-secret";

/** Encrypts what is kept about patients, and hashes what it is looked up by. */
export type Vault = {
  /**
   * Encrypts plain data for one place.
   *
   * @param purpose what kind of value this is
   * @param id the row it belongs to; in another row it does not open
   * @returns base64url
   */
  seal(purpose: string, id: string, value: unknown): string;
  /**
   * Undoes `seal`.
   *
   * @throws when it was altered, moved, sealed with another secret, or has another shape.
   *   That is never a user's doing, so it is no value to handle. No data in the message.
   */
  open<T>(purpose: string, id: string, sealed: string, schema: z.ZodType<T>): T;
  /** The same text always gives the same 43 characters, which tell nothing without the secret. */
  fingerprint(purpose: string, text: string): string;
  /** Hides a short text in a token fit for a URL, good for so long. */
  sealToken(purpose: string, text: string, ttlSeconds: number): string;
  /** Null when it is not one of ours, for another purpose, or too old. */
  openToken(purpose: string, token: string): string | null;
};

/** Names the format and the key; a later key gets the next number, so that both open. */
const version = 1;
const nonceLength = 12;
const tagLength = 16;

/** @param secret at least 32 characters of real randomness: from it come all keys */
export function createVault(secret: string, clock: () => number = Date.now): Vault {
  const sealKey = deriveKey(secret, "seal");
  const tokenKey = deriveKey(secret, "token");
  const fingerprintKey = deriveKey(secret, "fingerprint");

  return {
    seal(purpose, id, value) {
      return encrypt(sealKey, `${purpose}\0${id}`, Buffer.from(JSON.stringify(value)));
    },
    open(purpose, id, sealed, schema) {
      const text = decrypt(sealKey, `${purpose}\0${id}`, sealed);
      if (text === null) {
        throw new Error(
          `A stored ${purpose} does not open: it was altered, or DESK_SECRET is not the one it was sealed with.`,
        );
      }
      const parsed = schema.safeParse(JSON.parse(text.toString()));
      if (!parsed.success) throw new Error(`A stored ${purpose} has an unknown shape.`);
      return parsed.data;
    },
    fingerprint(purpose, text) {
      return createHmac("sha256", fingerprintKey).update(`${purpose}\0${text}`).digest("base64url");
    },
    sealToken(purpose, text, ttlSeconds) {
      const ends = Buffer.alloc(6);
      ends.writeUIntBE(Math.floor(clock() / 1000) + ttlSeconds, 0, 6);
      return encrypt(tokenKey, purpose, Buffer.concat([ends, Buffer.from(text)]));
    },
    openToken(purpose, token) {
      const content = decrypt(tokenKey, purpose, token);
      if (content === null || content.readUIntBE(0, 6) * 1000 <= clock()) return null;
      return content.subarray(6).toString();
    },
  };
}

/** What earlier versions gave to better-auth, to seal second factors with. */
export function deriveSecret(secret: string, use: string): string {
  return deriveKey(secret, use).toString("base64url");
}

/** This process's vault. */
export function vault(): Vault {
  return remember("vault", () => createVault(deskSecret(env())));
}

function deriveKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `connect-desk ${use} ${version}`, 32));
}

/** AES-256-GCM: version, nonce, content, tag. The place is authenticated and not stored. */
function encrypt(key: Buffer, place: string, content: Buffer): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()]).toString(
    "base64url",
  );
}

function decrypt(key: Buffer, place: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, "base64url");
  const start = 1 + nonceLength;
  const end = bytes.length - tagLength;
  if (end < start || bytes[0] !== version) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, start), {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(end));
  const body = decipher.update(bytes.subarray(start, end));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return null;
  }
}
