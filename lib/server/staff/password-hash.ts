import "server-only";
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { neverInsideAct } from "@/lib/server/inside-act";
import { hashTurns } from "./hash-turns";

export type PasswordCost = { N: number; r: number; p: number };

/** 32 MiB and about a tenth of a second each. Source: OWASP Password Storage Cheat Sheet, scrypt. */
const cost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const length = 32;

/** What is kept of a password: the cost, a salt of its own and the scrypt hash, with `$` between. @param cost less in tests */
export async function hashPassword(password: string, { N, r, p } = cost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { N, r, p });
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** @throws when what is kept was not written by `hashPassword` */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = kept.split("$");
  if (scheme !== "scrypt" || salt === undefined || key === undefined) {
    throw new Error("A stored password has an unknown shape.");
  }
  const expected = Buffer.from(key, "base64url");
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, "base64url"), options), expected);
}

/** The same password typed on another keyboard may come in other code points: NFKC makes them one. */
function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  neverInsideAct("hash a password");
  const { N = 0, r = 0 } = options;
  const limits = { ...options, maxmem: 256 * N * r };
  return hashTurns().run(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, length, limits, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}
