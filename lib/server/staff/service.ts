import "server-only";
import type { AuditAction } from "@/lib/audit/action";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Database } from "@/lib/server/db/schema";
import type { ActionResult } from "@/lib/sessions/actions";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./answer";
import type { Staff } from "./guard";
import { hasAdministrator, withStaffLock } from "./staff-lock";
import type { StaffServices } from "./staff-services";

/** Changes what somebody may do; it counts from their next click on. */
export async function changeRole(
  staffId: string,
  role: StaffRole,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const done = await withStaffLock(services.db, async (db) => {
    if (role === "desk" && (await isLastAdministrator(staffId, db))) {
      return refusal("last-administrator");
    }
    const row = await db
      .updateTable("staff")
      .set({ role })
      .where("id", "=", staffId)
      .returning("id")
      .executeTakeFirst();
    return row ? ok(null) : refusal("staff-not-found");
  });
  return written("role-changed", staffId, by, done, services);
}

/** Shuts an account at once: every session of theirs ends, everywhere. */
export async function deactivateStaff(
  staffId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const done = await withStaffLock(services.db, async (db) => {
    if (await isLastAdministrator(staffId, db)) return refusal("last-administrator");
    const row = await db
      .updateTable("staff")
      .set({ deactivatedAt: services.now().toISOString() })
      .where("id", "=", staffId)
      .where("deactivatedAt", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!row) return refusal("staff-not-found");
    await db.deleteFrom("staff_sessions").where("userId", "=", staffId).execute();
    await db.deleteFrom("one_time_addresses").where("staff_id", "=", staffId).execute();
    return ok(null);
  });
  return written("staff-deactivated", staffId, by, done, services);
}

/** Opens an account again, with the role, password and second factor it had. */
export async function reactivateStaff(
  staffId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const row = await services.db
    .updateTable("staff")
    .set({ deactivatedAt: null })
    .where("id", "=", staffId)
    .where("isDemo", "=", 0)
    .returning("id")
    .executeTakeFirst();
  const done = row ? ok(null) : refusal("staff-not-found");
  return written("staff-reactivated", staffId, by, done, services);
}

/** Signs somebody out of one browser. */
export async function endStaffSession(
  sessionId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const row = await services.db
    .deleteFrom("staff_sessions")
    .where("id", "=", sessionId)
    .returning("userId")
    .executeTakeFirst();
  const done = row ? ok(null) : refusal("staff-not-found");
  return written("staff-session-ended", row?.userId ?? null, by, done, services);
}

/** The demo clerk never counts: without a real administrator nobody could come in again. */
async function isLastAdministrator(staffId: string, db: Database): Promise<boolean> {
  const staff = await db
    .selectFrom("staff")
    .select(["role", "isDemo", "deactivatedAt"])
    .where("id", "=", staffId)
    .executeTakeFirst();
  const counts = staff?.role === "administrator" && !staff.isDemo && staff.deactivatedAt === null;
  return counts && !(await hasAdministrator(db, staffId));
}

async function written(
  action: AuditAction,
  subject: string | null,
  staff: Staff,
  done: Result<null, AppError>,
  { audit }: StaffServices,
): Promise<ActionResult<null>> {
  await audit({ action, outcome: done.ok ? "ok" : done.error.kind, staff, subject });
  return done;
}
