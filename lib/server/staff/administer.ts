import "server-only";
import type { AuditAction } from "@/lib/audit/action";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import type { Ctx, StaffActor, StaffFrom } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { ActionResult } from "@/lib/sessions/actions";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./failures";
import { hasAdministrator } from "./members";
import { type StrongAct, strongly } from "./proof";

/** Changes what somebody may do; it counts from their next click on. */
export async function changeRole(
  ctx: Ctx<StaffActor>,
  { staffId, role }: { staffId: string; role: StaffRole },
  from: StaffFrom,
): Promise<ActionResult<null>> {
  const strong: StrongAct | null =
    role === "administrator" ? { what: "make-administrator", about: staffId } : null;
  return strongly(ctx, strong, from, () =>
    changeAudited(ctx, "role-changed", staffId, async (tx) => {
      if (role === "desk" && (await isLastAdministrator(tx, staffId))) {
        return refusal("last-administrator");
      }
      const row = await tx
        .updateTable("staff")
        .set({ role })
        .where("id", "=", staffId)
        .returning("id")
        .executeTakeFirst();
      return row ? ok(null) : refusal("staff-not-found");
    }),
  );
}

/** Shuts an account at once: every sign-in of theirs ends, everywhere. */
export async function deactivateStaff(
  ctx: Ctx<StaffActor>,
  staffId: string,
): Promise<ActionResult<null>> {
  return changeAudited(ctx, "staff-deactivated", staffId, async (tx) => {
    if (await isLastAdministrator(tx, staffId)) return refusal("last-administrator");
    const row = await tx
      .updateTable("staff")
      .set({ deactivatedAt: ctx.now().toISOString() })
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
  ctx: Ctx<StaffActor>,
  staffId: string,
  from: StaffFrom,
): Promise<ActionResult<null>> {
  const before = await findRow(ctx.db, staffId);
  const strong: StrongAct | null =
    before?.role === "administrator" ? { what: "reactivate-administrator", about: staffId } : null;
  return strongly(ctx, strong, from, () =>
    changeAudited(ctx, "staff-reactivated", staffId, async (tx) => {
      const row = await tx
        .updateTable("staff")
        .set({ deactivatedAt: null })
        .where("id", "=", staffId)
        .where("isDemo", "=", 0)
        .returning("id")
        .executeTakeFirst();
      return row ? ok(null) : refusal("staff-not-found");
    }),
  );
}

/** Signs somebody out of one browser. */
export async function endSignIn(ctx: Ctx<StaffActor>, id: string): Promise<ActionResult<null>> {
  const done = await act(
    ctx,
    (subject: string | null) => ({
      action: "staff-session-ended",
      outcome: subject ? "ok" : "staff-not-found",
      subject,
    }),
    async (tx) => {
      const row = await tx
        .deleteFrom("staff_sessions")
        .where("id", "=", id)
        .returning("userId")
        .executeTakeFirst();
      return row?.userId ?? null;
    },
  );
  return done ? ok(null) : refusal("staff-not-found");
}

/** The demo clerk never counts: without a real administrator nobody could come in again. */
async function isLastAdministrator(db: Database, staffId: string): Promise<boolean> {
  const staff = await findRow(db, staffId);
  const counts = staff?.role === "administrator" && !staff.isDemo && staff.deactivatedAt === null;
  return counts && !(await hasAdministrator(db, staffId));
}

function findRow(db: Database, staffId: string) {
  return db
    .selectFrom("staff")
    .select(["role", "isDemo", "deactivatedAt"])
    .where("id", "=", staffId)
    .executeTakeFirst();
}

/** What is refused has its line as well. */
function changeAudited(
  ctx: Ctx<StaffActor>,
  action: AuditAction,
  subject: string,
  work: (tx: Tx) => Promise<Result<null, AppError>>,
): Promise<ActionResult<null>> {
  const told = (done: Result<null, AppError>) => ({
    action,
    outcome: done.ok ? "ok" : done.error.kind,
    subject,
  });
  return act(ctx, told, work);
}
