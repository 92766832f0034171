import "server-only";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Tx } from "@/lib/server/act";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./answer";
import { staffAdapter } from "./auth-tables";
import type { StaffServices } from "./staff-services";

/** What changes rows of staff, to be called inside an act with its transaction as `db`. */
type Services = Pick<StaffServices, "engine" | "now"> & { db: Tx };

export type NewStaff = {
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
  { id: given, email, name, role, passwordHash }: NewStaff,
  { db, engine }: Services,
): Promise<Result<string, AppError>> {
  const same = await db
    .selectFrom("staff")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirst();
  if (same) return refusal("already-staff");
  const adapter = await staffAdapter(db, engine);
  const at = new Date();
  const { id } = await adapter.create<Record<string, unknown>, { id: string }>({
    model: "user",
    forceAllowId: true,
    data: {
      ...(given !== undefined && { id: given }),
      ...{ email, name, role, emailVerified: true, isDemo: 0, createdAt: at, updatedAt: at },
    },
  });
  if (passwordHash !== null) await addPassword(id, passwordHash, { db, engine });
  return ok(id);
}

async function addPassword(
  staffId: string,
  password: string,
  { db, engine }: Omit<Services, "now">,
): Promise<void> {
  const adapter = await staffAdapter(db, engine);
  const at = new Date();
  await adapter.create({
    model: "account",
    data: {
      ...{ accountId: staffId, userId: staffId, providerId: "credential", password },
      ...{ createdAt: at, updatedAt: at },
    },
  });
}

/**
 * Gives somebody a password who can no longer sign in: what else they signed in with is gone, and
 * so is every session of theirs.
 *
 * @returns whether there is such an account that is in use
 */
export async function setPassword(
  staffId: string,
  passwordHash: string,
  { db, engine }: Services,
): Promise<boolean> {
  const staff = await db
    .selectFrom("staff")
    .select("id")
    .where("id", "=", staffId)
    .where("deactivatedAt", "is", null)
    .where("isDemo", "=", 0)
    .executeTakeFirst();
  if (!staff) return false;
  await db
    .deleteFrom("staff_accounts")
    .where("userId", "=", staffId)
    .where("providerId", "=", "credential")
    .execute();
  await addPassword(staffId, passwordHash, { db, engine });
  for (const table of ["staff_second_factors", "staff_passkeys", "staff_sessions"] as const) {
    await db.deleteFrom(table).where("userId", "=", staffId).execute();
  }
  const adapter = await staffAdapter(db, engine);
  await adapter.update({
    model: "user",
    where: [{ field: "id", value: staffId }],
    update: { twoFactorEnabled: false },
  });
  return true;
}

const demoClerk = { email: "demo.clerk@example.com", name: "Demo Clerk" };

/** The sandbox's clerk, made if need be. May do everything, so that everything can be tried. */
export async function takeInDemoClerk({ db, engine }: Services): Promise<string> {
  const known = await db
    .updateTable("staff")
    .set({ deactivatedAt: null, role: "administrator" })
    .where("isDemo", "=", 1)
    .returning("id")
    .executeTakeFirst();
  if (known) return known.id;
  const adapter = await staffAdapter(db, engine);
  const at = new Date();
  const { id } = await adapter.create<Record<string, unknown>, { id: string }>({
    model: "user",
    data: {
      ...demoClerk,
      ...{ role: "administrator", emailVerified: false, isDemo: 1, createdAt: at, updatedAt: at },
    },
  });
  return id;
}

/** With the first administrator the trying out is over. */
export async function retireDemoClerk({ db, now }: Services): Promise<void> {
  const clerk = await db
    .updateTable("staff")
    .set({ deactivatedAt: now().toISOString() })
    .where("isDemo", "=", 1)
    .returning("id")
    .executeTakeFirst();
  if (clerk) await db.deleteFrom("staff_sessions").where("userId", "=", clerk.id).execute();
}
