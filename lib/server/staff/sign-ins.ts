import "server-only";
import type { SignInId, StaffId } from "@/lib/ids";
import { act, type Tx } from "@/lib/server/act";
import { isAhead, latestEnd } from "@/lib/server/clock";
import type { Ctx, StaffActor, StaffFrom } from "@/lib/server/context";
import { removeInBatches } from "@/lib/server/db/remove-in-batches";
import type { Database, SignInMethod } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import { tokenHash } from "@/lib/server/token";
import type { Browser, Cookie } from "./browser";
import type { Staff } from "./guard";

/** However busy somebody is: after this they sign in again. */
export const signInSeconds = 12 * 60 * 60;

/** Carries the token; the row that it belongs to keeps only the hash. */
const signInCookie: Cookie = { name: "desk-session", seconds: signInSeconds };

/** Somebody who is signed in with this browser. */
export type SignedIn = {
  staff: Staff;
  activeAt: string;
  /** Signed in with a password or a one-time address alone, and no second factor set up. */
  withoutSecondFactor: boolean;
};

/** Writing each click down would cost more than it tells. Pages tell of input once a minute. */
const activityMs = 30_000;

/** The token that this browser brings; null: none. */
export function tokenAt(browser: Browser): string | null {
  return browser.readCookie(signInCookie);
}

/** Hands out a token whose hash is written. */
export function giveToken(browser: Browser, token: string): void {
  browser.setCookie(signInCookie, token);
}

/**
 * Who is signed in with this token: one row by its hash. Null when nobody is, no longer, was shut
 * out, or did nothing for too long; that sign-in is then gone for good, whatever the clinic sets
 * next. So it is when the clock was put back since: nobody could say any more when it has to end.
 */
export async function findSignedIn(
  { db, clinic, now }: Pick<Ctx, "db" | "clinic" | "now">,
  token: string,
): Promise<SignedIn | null> {
  const row = await db
    .selectFrom("staff_sessions")
    .innerJoin("staff", "staff.id", "staff_sessions.userId")
    .leftJoin("staff_second_factors", "staff_second_factors.userId", "staff.id")
    .select(["staff_sessions.id as sessionId", "expiresAt", "activeAt", "method"])
    .select(["staff.id", "name", "email", "role", "deactivatedAt"])
    .select("staff_second_factors.userId as hasSecondFactor")
    .where("token", "=", tokenHash(token))
    .executeTakeFirst();
  if (!row) return null;

  const idleMs = now().getTime() - Date.parse(row.activeAt);
  const isOver =
    row.deactivatedAt !== null ||
    row.expiresAt <= now().toISOString() ||
    row.expiresAt > latestEnd(signInSeconds * 1000, now()) ||
    isAhead(row.activeAt, now()) ||
    idleMs >= clinic.signOutAfterMinutes * 60_000;
  if (isOver) {
    await unaudited(db).deleteFrom("staff_sessions").where("id", "=", row.sessionId).execute();
    return null;
  }
  const { id, name, email, role, sessionId, activeAt } = row;
  return {
    staff: { id, name, email, role, sessionId },
    activeAt,
    withoutSecondFactor: oneFactor.includes(row.method) && row.hasSecondFactor === null,
  };
}

const oneFactor: SignInMethod[] = ["password", "one-time-address"];

/** Somebody did something. Polls are not somebody. */
export async function noteActivity(
  { db, now }: Pick<Ctx, "db" | "now">,
  { staff, activeAt }: SignedIn,
): Promise<void> {
  if (now().getTime() - Date.parse(activeAt) < activityMs) return;
  await unaudited(db)
    .updateTable("staff_sessions")
    .set({ activeAt: now().toISOString() })
    .where("id", "=", staff.sessionId)
    .where("activeAt", "=", activeAt)
    .execute();
}

type NewSignIn = {
  id: SignInId;
  token: string;
  staffId: StaffId;
  method: SignInMethod;
  userAgent: string | null;
};

export async function addSignIn(
  tx: Tx,
  { id, token, staffId, method, userAgent }: NewSignIn,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await tx
    .insertInto("staff_sessions")
    .values({
      ...{ id, token: tokenHash(token), userId: staffId, method, userAgent },
      ...{ createdAt: at, activeAt: at },
      expiresAt: new Date(now.getTime() + signInSeconds * 1000).toISOString(),
    })
    .execute();
}

/** Goes on under a new token, so that whoever had the old one is out. */
export async function renewSignIn(
  tx: Tx,
  id: SignInId,
  changes: { token: string; method?: SignInMethod },
): Promise<void> {
  await tx
    .updateTable("staff_sessions")
    .set({ ...changes, token: tokenHash(changes.token) })
    .where("id", "=", id)
    .execute();
}

/** Ends the others of theirs. @param spared those that were opened in this way go on */
export async function endOtherSignIns(
  tx: Tx,
  { staffId, signInId }: StaffActor,
  spared: readonly SignInMethod[] = [],
): Promise<void> {
  await tx
    .deleteFrom("staff_sessions")
    .where("userId", "=", staffId)
    .where("id", "!=", signInId)
    .$if(spared.length > 0, (query) => query.where("method", "not in", spared))
    .execute();
}

/** Ends the sign-in with this token, whoever's it is, if there is one. */
export async function endByToken(db: Database, token: string | null): Promise<void> {
  if (token === null) return;
  await unaudited(db).deleteFrom("staff_sessions").where("token", "=", tokenHash(token)).execute();
}

/** Ends this browser's sign-in, here and on the server. */
export async function signOut(
  ctx: Ctx<StaffActor>,
  reason: "asked" | "idle",
  { browser }: Pick<StaffFrom, "browser">,
): Promise<void> {
  const deed = { action: "sign-out", outcome: "ok", subject: reason } as const;
  await act(ctx, deed, (tx) => endByToken(tx, tokenAt(browser)));
  forgetToken(browser);
}

/** What this browser brings is worth nothing any more. */
export function forgetToken(browser: Browser): void {
  browser.removeCookie(signInCookie);
}

/** Removes what ended by itself. */
export async function removeOverSignIns({ db, now }: Pick<Ctx, "db" | "now">): Promise<void> {
  const before = now().toISOString();
  await removeInBatches(db, "staff_sessions", async (limit) => {
    const over = db
      .selectFrom("staff_sessions")
      .select("id")
      .where("expiresAt", "<", before)
      .orderBy("expiresAt")
      .limit(limit);
    const { numDeletedRows } = await unaudited(db)
      .deleteFrom("staff_sessions")
      .where("id", "in", over)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}
