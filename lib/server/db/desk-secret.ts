import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type SecretPlace = { dataDir: string; deskSecret: string | null };

/**
 * What everything about patients is sealed with: the configured secret, or the one in
 * `<dataDir>/desk-secret`, which the first start made.
 *
 * @throws when there is none, or that file is not what was written
 */
export function deskSecret({ dataDir, deskSecret }: SecretPlace): string {
  if (deskSecret !== null) return deskSecret;
  const secret = readSecret(join(dataDir, "desk-secret"));
  if (secret === null) {
    throw new Error(
      `The secret of this database is missing: DESK_SECRET is not set, and there is no file desk-secret in ${dataDir}. ` +
        "No new one was made, because nothing that is stored could be read with it. " +
        "Set the DESK_SECRET it was made with, or put back the file desk-secret from where you keep it.",
    );
  }
  if (/^[\w-]{43}$/.test(secret)) return secret;
  throw new Error("The file desk-secret in DATA_DIR is damaged. Put it back from the backup.");
}

/** For a database that nobody has used yet: makes a secret, unless one is configured or there. */
export function makeDeskSecret({ dataDir, deskSecret }: SecretPlace): void {
  const path = join(dataDir, "desk-secret");
  if (deskSecret === null && readSecret(path) === null) makeSecret(dataDir, path);
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
function makeSecret(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const secret = randomBytes(32).toString("base64url");
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
