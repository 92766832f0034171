import "server-only";
import { isAhead, latestEnd } from "@/lib/server/clock";
import { removeInBatches } from "@/lib/server/db/remove-in-batches";
import type { StaffRole } from "@/lib/staff/staff";
import { sessionSeconds } from "./auth";
import type { SignInMethod } from "./auth-hooks";
import type { Staff } from "./guard";
import { tokenHash } from "./hashed-tokens";
import type { StaffServices } from "./staff-services";

/** Somebody who is signed in with this browser. */
export type SignedIn = {
  staff: Staff;
  activeAt: string;
  /** Signed in with a password or a one-time address alone, and no second factor set up. */
  withoutSecondFactor: boolean;
};

type Services = Pick<StaffServices, "db" | "clinic" | "now">;

/** Writing each click down would cost more than it tells. Pages tell of input once a minute. */
const activityMs = 30_000;

/** The session token that better-auth's cookie carries, without the signature behind the dot. */
export function tokenOf(cookie: string): string {
  return cookie.split(".")[0] ?? "";
}

/**
 * Who is signed in with this token: one row by its hash. Null when nobody is, no longer, was shut
 * out, or did nothing for too long; that session is then gone for good, whatever the clinic sets
 * next. So it is when the clock was put back since: nobody could say any more when it has to end.
 */
export async function findSignedIn(
  token: string,
  { db, clinic, now }: Services,
): Promise<SignedIn | null> {
  const row = await db
    .selectFrom("staff_sessions")
    .innerJoin("staff", "staff.id", "staff_sessions.userId")
    .select(["staff_sessions.id as sessionId", "expiresAt", "activeAt", "method"])
    .select(["staff.id", "name", "email", "role", "deactivatedAt", "twoFactorEnabled"])
    .where("token", "=", tokenHash(token))
    .executeTakeFirst();
  if (!row) return null;

  const { signOutAfterMinutes } = await clinic();
  const idleMs = now().getTime() - Date.parse(row.activeAt);
  const isOver =
    row.deactivatedAt !== null ||
    new Date(row.expiresAt) <= now() ||
    new Date(row.expiresAt).toISOString() > latestEnd(sessionSeconds * 1000, now()) ||
    isAhead(row.activeAt, now()) ||
    idleMs >= signOutAfterMinutes * 60_000;
  if (isOver) {
    await db.deleteFrom("staff_sessions").where("id", "=", row.sessionId).execute();
    return null;
  }
  const { id, name, email, role, sessionId, activeAt } = row;
  return {
    staff: { id, name, email, role: role satisfies StaffRole, sessionId },
    activeAt,
    withoutSecondFactor: isOneFactor(row.method) && !row.twoFactorEnabled,
  };
}

/** Somebody did something. Polls are not somebody. */
export async function noteActivity(
  { staff, activeAt }: SignedIn,
  { db, now }: Pick<Services, "db" | "now">,
): Promise<void> {
  if (now().getTime() - Date.parse(activeAt) < activityMs) return;
  await db
    .updateTable("staff_sessions")
    .set({ activeAt: now().toISOString() })
    .where("id", "=", staff.sessionId)
    .where("activeAt", "=", activeAt)
    .execute();
}

/** Removes what ended by itself. */
export async function removeOverSessions({ db, now }: Pick<Services, "db" | "now">): Promise<void> {
  const before = now().toISOString();
  await removeInBatches(db, "staff_sessions", async (limit) => {
    const over = db
      .selectFrom("staff_sessions")
      .select("id")
      .where("expiresAt", "<", before)
      .orderBy("expiresAt")
      .limit(limit);
    const { numDeletedRows } = await db
      .deleteFrom("staff_sessions")
      .where("id", "in", over)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}

function isOneFactor(method: string): boolean {
  return (["password", "one-time-address"] satisfies SignInMethod[] as string[]).includes(method);
}
