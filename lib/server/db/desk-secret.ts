import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type SecretPlace = { dataDir: string; deskSecret: string | null };

/**
 * What everything about patients is sealed with: the configured secret, or the one in
 * `<dataDir>/desk-secret`, made on the first start.
 *
 * @throws when that file is there and is not what was written
 */
export function deskSecret({ dataDir, deskSecret }: SecretPlace): string {
  if (deskSecret !== null) return deskSecret;
  const path = join(dataDir, "desk-secret");
  const secret = readSecret(path) ?? makeSecret(dataDir, path);
  if (/^[\w-]{43}$/.test(secret)) return secret;
  throw new Error("The file desk-secret in DATA_DIR is damaged. Put it back from the backup.");
}

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** A link appears with its whole content and only if there is none: two starting processes agree. */
function makeSecret(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const secret = randomBytes(32).toString("base64url");
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(draft, path);
    return secret;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    return readFileSync(path, "utf8").trim();
  } finally {
    rmSync(draft);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
