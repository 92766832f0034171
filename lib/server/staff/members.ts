import "server-only";
import { randomUUID } from "node:crypto";
import type { AppError } from "@/lib/errors";
import { type StaffId, staffId } from "@/lib/ids";
import { ok, type Result } from "@/lib/result";
import type { Tx } from "@/lib/server/act";
import type { Database } from "@/lib/server/db/schema";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./failures";

/** One address, one account: as it is kept and compared. */
export function tidyEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}

/** One of the staff whose account is in use. */
export async function findActive(db: Database, by: { id: string } | { email: string }) {
  const row = await db
    .selectFrom("staff")
    .select(["id", "email", "name", "role", "isDemo"])
    .where("deactivatedAt", "is", null)
    .$if("id" in by, (query) => query.where("id", "=", "id" in by ? by.id : ""))
    .$if("email" in by, (query) => query.where("email", "=", "email" in by ? by.email : ""))
    .executeTakeFirst();
  return row ? { ...row, id: staffId(row.id), isDemo: row.isDemo === 1 } : null;
}

/** Id of whoever has this address, in use or shut; null when nobody has. */
export async function findIdByEmail(db: Database, email: string): Promise<StaffId | null> {
  const row = await db
    .selectFrom("staff")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirst();
  return row ? staffId(row.id) : null;
}

/** Whom the provider of single sign-on speaks of: by its own name for them, else by their address. */
export async function findByProvider(
  db: Database,
  { sub, email }: { sub: string; email: string | null },
) {
  const rows = await db
    .selectFrom("staff")
    .leftJoin("staff_accounts as link", (join) =>
      join
        .onRef("link.userId", "=", "staff.id")
        .on("link.providerId", "=", "oidc")
        .on("link.accountId", "=", sub),
    )
    .select(["staff.id", "deactivatedAt", "isDemo", "link.id as link"])
    .where((where) => where.or([where("link.id", "is not", null), where("email", "=", email)]))
    .execute();
  const row = rows.find(({ link }) => link !== null) ?? rows[0];
  if (!row) return null;
  return {
    id: staffId(row.id),
    isLinked: row.link !== null,
    isShut: row.deactivatedAt !== null,
    isDemo: row.isDemo === 1,
  };
}

/** From now on the provider's word for `sub` is its word for this one. */
export async function linkProvider(tx: Tx, staffId: StaffId, sub: string): Promise<void> {
  await tx
    .insertInto("staff_accounts")
    .values({
      ...{ id: randomUUID(), userId: staffId, accountId: sub },
      ...{ providerId: "oidc", password: null },
    })
    .execute();
}

/** Whether anyone but the demo clerk runs this desk. @param besides not counted, of whom it is asked */
export async function hasAdministrator(db: Database, besides: string | null = null) {
  const found = await db
    .selectFrom("staff")
    .select("id")
    .where("role", "=", "administrator")
    .where("deactivatedAt", "is", null)
    .where("isDemo", "=", 0)
    .$if(besides !== null, (query) => query.where("id", "!=", besides ?? ""))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether there is anyone but the demo clerk, active or not. */
export async function hasStaff(db: Database): Promise<boolean> {
  const found = await db
    .selectFrom("staff")
    .select("id")
    .where("isDemo", "=", 0)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

type NewStaff = {
  /** Of the invitation, so that what was written down of it is written of them; else a new one. */
  id?: string;
  email: string;
  name: string;
  role: StaffRole;
  /** Null: they sign in with single sign-on. */
  passwordHash: string | null;
};

/** Adds somebody. Their address counts as checked: who invited them gave them the link. */
export async function addStaff(
  tx: Tx,
  { id: given, email, name, role, passwordHash }: NewStaff,
  now: Date,
): Promise<Result<StaffId, AppError>> {
  if (await findIdByEmail(tx, email)) return refusal("already-staff");
  const id = await insertStaff(tx, { id: given, email, name, role }, now);
  if (passwordHash !== null) await keepPassword(tx, id, passwordHash);
  return ok(id);
}

type StaffRow = {
  id?: string | undefined;
  email: string;
  name: string;
  role: StaffRole;
  isDemo?: boolean;
};

export async function insertStaff(
  tx: Tx,
  { id = randomUUID(), isDemo = false, ...row }: StaffRow,
  now: Date,
): Promise<StaffId> {
  await tx
    .insertInto("staff")
    .values({
      ...{ ...row, id, isDemo: Number(isDemo) },
      ...{ createdAt: now.toISOString(), deactivatedAt: null },
    })
    .execute();
  return staffId(id);
}

/** The hash of somebody's password; null when they have none. */
export async function findPassword(db: Database, staffId: string): Promise<string | null> {
  const row = await db
    .selectFrom("staff_accounts")
    .select("password")
    .where("userId", "=", staffId)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  return row?.password ?? null;
}

/** In place of the one before, if there was one. */
export async function keepPassword(tx: Tx, staffId: StaffId, passwordHash: string): Promise<void> {
  await tx
    .deleteFrom("staff_accounts")
    .where("userId", "=", staffId)
    .where("providerId", "=", "credential")
    .execute();
  await tx
    .insertInto("staff_accounts")
    .values({
      ...{ id: randomUUID(), userId: staffId, accountId: staffId },
      ...{ providerId: "credential", password: passwordHash },
    })
    .execute();
}

/**
 * Gives somebody a password who can no longer sign in: what else they signed in with is gone, and
 * so is every sign-in of theirs.
 *
 * @returns their id; null when there is no such account that is in use
 */
export async function resetPassword(
  tx: Tx,
  id: string,
  passwordHash: string,
): Promise<StaffId | null> {
  const staff = await findActive(tx, { id });
  if (!staff || staff.isDemo) return null;
  await keepPassword(tx, staff.id, passwordHash);
  for (const table of ["staff_second_factors", "staff_passkeys", "staff_sessions"] as const) {
    await tx.deleteFrom(table).where("userId", "=", id).execute();
  }
  return staff.id;
}

const demoClerk = { email: "demo.clerk@example.com", name: "Demo Clerk" };

/** The sandbox's clerk, made if need be. May do everything, so that everything can be tried. */
export async function takeInDemoClerk(tx: Tx, now: Date): Promise<StaffId> {
  const known = await tx
    .updateTable("staff")
    .set({ deactivatedAt: null, role: "administrator" })
    .where("isDemo", "=", 1)
    .returning("id")
    .executeTakeFirst();
  if (known) return staffId(known.id);
  return insertStaff(tx, { ...demoClerk, role: "administrator", isDemo: true }, now);
}

/** With the first administrator the trying out is over. */
export async function retireDemoClerk(tx: Tx, now: Date): Promise<void> {
  const clerk = await tx
    .updateTable("staff")
    .set({ deactivatedAt: now.toISOString() })
    .where("isDemo", "=", 1)
    .returning("id")
    .executeTakeFirst();
  if (clerk) await tx.deleteFrom("staff_sessions").where("userId", "=", clerk.id).execute();
}
