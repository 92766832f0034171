import "server-only";
import type { AuditAction } from "@/lib/audit/action";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { ActionResult } from "@/lib/sessions/actions";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./answer";
import type { Staff } from "./guard";
import { hasAdministrator } from "./staff-lock";
import type { StaffServices } from "./staff-services";

/** Changes what somebody may do; it counts from their next click on. */
export async function changeRole(
  staffId: string,
  role: StaffRole,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  return acted("role-changed", staffId, by, services, async (tx) => {
    if (role === "desk" && (await isLastAdministrator(staffId, tx))) {
      return refusal("last-administrator");
    }
    const row = await tx
      .updateTable("staff")
      .set({ role })
      .where("id", "=", staffId)
      .returning("id")
      .executeTakeFirst();
    return row ? ok(null) : refusal("staff-not-found");
  });
}

/** Shuts an account at once: every session of theirs ends, everywhere. */
export async function deactivateStaff(
  staffId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  return acted("staff-deactivated", staffId, by, services, async (tx) => {
    if (await isLastAdministrator(staffId, tx)) return refusal("last-administrator");
    const row = await tx
      .updateTable("staff")
      .set({ deactivatedAt: services.now().toISOString() })
      .where("id", "=", staffId)
      .where("deactivatedAt", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!row) return refusal("staff-not-found");
    await tx.deleteFrom("staff_sessions").where("userId", "=", staffId).execute();
    await tx.deleteFrom("one_time_addresses").where("staff_id", "=", staffId).execute();
    return ok(null);
  });
}

/** Opens an account again, with the role, password and second factor it had. */
export async function reactivateStaff(
  staffId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  return acted("staff-reactivated", staffId, by, services, async (tx) => {
    const row = await tx
      .updateTable("staff")
      .set({ deactivatedAt: null })
      .where("id", "=", staffId)
      .where("isDemo", "=", 0)
      .returning("id")
      .executeTakeFirst();
    return row ? ok(null) : refusal("staff-not-found");
  });
}

/** Signs somebody out of one browser. */
export async function endStaffSession(
  sessionId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const done = await act(
    byStaff(by, services),
    (subject: string | null) => ({
      action: "staff-session-ended",
      outcome: subject ? "ok" : "staff-not-found",
      subject,
    }),
    async (tx) => {
      const row = await tx
        .deleteFrom("staff_sessions")
        .where("id", "=", sessionId)
        .returning("userId")
        .executeTakeFirst();
      return row?.userId ?? null;
    },
  );
  return done ? ok(null) : refusal("staff-not-found");
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

/** What is refused has its line as well. */
function acted(
  action: AuditAction,
  subject: string,
  by: Staff,
  services: StaffServices,
  work: (tx: Tx) => Promise<Result<null, AppError>>,
): Promise<ActionResult<null>> {
  const told = (done: Result<null, AppError>) => ({
    action,
    outcome: done.ok ? "ok" : done.error.kind,
    subject,
  });
  return act(byStaff(by, services), told, work);
}
