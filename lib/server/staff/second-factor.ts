import "server-only";
import { randomInt, randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { z } from "zod";
import type { StaffId } from "@/lib/ids";
import type { Tx } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { tidyCode } from "@/lib/staff/code";
import { isFirstUse } from "./throttle";

/** Without what looks alike on paper: no 0 O 1 I L, no 5 S, no vowels that make words. */
const letters = "2346789BCDFGHJKMNPQRTVWXZ";

/** Ten codes for when the phone is lost, such as `7KQ2M-XR4TB`: 46 random bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => `${randomLetters(5)}-${randomLetters(5)}`);
}

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => letters[randomInt(letters.length)]).join("");
}

/** What an authenticator app is to be given, as a secret in base32 and as the address that it scans. */
export function newAppSecret(issuer: string, label: string): { secret: string; uri: string } {
  const totp = new TOTP({ issuer, label, secret: new Secret({ size: 20 }) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** Whether the app shows this code now, or as the one before or after it, and nobody has used it yet. */
export async function isCodeOfApp(
  ctx: Pick<Ctx, "db" | "vault" | "now">,
  { staffId, secret, code }: { staffId: StaffId; secret: string; code: string },
): Promise<boolean> {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const steps = totp.validate({ token: code, timestamp: ctx.now().getTime(), window: 1 });
  return steps !== null && isFirstUse({ what: "code", which: `${staffId}/${code}` }, ctx);
}

export type SecondFactor = {
  /** What the authenticator app has, in base32. */
  secret: string;
  hasRecoveryCode: (code: string) => boolean;
};

const purpose = "second-factor";

/** What one of the staff has set up beside the password; null: nothing. */
export async function findSecondFactor(
  { db, vault }: Pick<Ctx, "db" | "vault">,
  staffId: StaffId,
): Promise<SecondFactor | null> {
  const row = await findRow(db, staffId);
  if (!row) return null;
  return {
    secret: vault.open(purpose, staffId, row.secret, z.string()),
    hasRecoveryCode: (code) => marksIn(row).includes(markOf(vault, staffId, code)),
  };
}

/** In place of the one before, if there was one. */
export async function keepSecondFactor(
  tx: Tx,
  vault: Vault,
  { staffId, secret, recoveryCodes }: { staffId: StaffId; secret: string; recoveryCodes: string[] },
): Promise<void> {
  await removeSecondFactor(tx, staffId);
  const sealed = vault.seal(purpose, staffId, secret);
  const backupCodes = JSON.stringify(marksOf(vault, staffId, recoveryCodes));
  await tx
    .insertInto("staff_second_factors")
    .values({ id: randomUUID(), userId: staffId, secret: sealed, backupCodes })
    .execute();
}

/** Nothing of it is left. */
export async function removeSecondFactor(tx: Tx, staffId: StaffId): Promise<void> {
  await tx.deleteFrom("staff_second_factors").where("userId", "=", staffId).execute();
}

/** In place of those before. */
export function keepRecoveryCodes(tx: Tx, vault: Vault, staffId: StaffId, codes: string[]) {
  return writeMarks(tx, staffId, marksOf(vault, staffId, codes));
}

/** @returns whether it was still there */
export async function spendRecoveryCode(
  tx: Tx,
  vault: Vault,
  staffId: StaffId,
  code: string,
): Promise<boolean> {
  const row = await findRow(tx, staffId);
  const mark = markOf(vault, staffId, code);
  if (!row || !marksIn(row).includes(mark)) return false;
  const left = marksIn(row).filter((other) => other !== mark);
  return writeMarks(tx, staffId, left);
}

function findRow(db: Database, staffId: StaffId) {
  return db
    .selectFrom("staff_second_factors")
    .select(["secret", "backupCodes"])
    .where("userId", "=", staffId)
    .executeTakeFirst();
}

/** @returns whether there is a second factor that they belong to */
async function writeMarks(tx: Tx, staffId: StaffId, marks: string[]): Promise<boolean> {
  const written = await tx
    .updateTable("staff_second_factors")
    .set({ backupCodes: JSON.stringify(marks) })
    .where("userId", "=", staffId)
    .returning("userId")
    .executeTakeFirst();
  return written !== undefined;
}

function marksIn({ backupCodes }: { backupCodes: string }): string[] {
  return z.array(z.string()).parse(JSON.parse(backupCodes));
}

/** What is kept of recovery codes: keyed hashes, however they are typed. */
function marksOf(vault: Vault, staffId: StaffId, codes: string[]): string[] {
  return codes.map((code) => markOf(vault, staffId, code));
}

function markOf(vault: Vault, staffId: StaffId, code: string): string {
  return vault.fingerprint("recovery-code", `${staffId}/${tidyCode(code)}`);
}
