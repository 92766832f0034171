import "server-only";
import type { Selectable } from "kysely";
import type { Tx } from "@/lib/server/act";
import type { Database, Tables } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";

/** The only SQL for patients' screens. Tokens come hashed. */

type DisplayRow = Selectable<Tables["displays"]>;

/** A display, and whether who shows something on it is still signed in. */
export type SeenDisplay = DisplayRow & { shower: string | null };

export type NewShow = {
  showId: string;
  sessionId: string;
  signInId: string;
  until: string;
  at: string;
};

const nothing = {
  show_id: null,
  session_id: null,
  shown_by: null,
  shown_until: null,
  heard_at: null,
} as const;

/** Far more than a clinic has screens; each waits for ten minutes at most. */
export const mostCodes = 1000;

/** Gives a display that is not paired a code of its own, instead of the one before. */
export async function saveCode(
  db: Database,
  { tokenHash, codeKey, endsAt, at }: Record<"tokenHash" | "codeKey" | "endsAt" | "at", string>,
): Promise<void> {
  // Nobody comes back to a code that has ended.
  await removeCodes(db, at);
  // From wherever codes are asked for, there are only so many at a time.
  const tooOld = await db
    .selectFrom("displays")
    .select("code_ends_at")
    .where("desk_hash", "is", null)
    .orderBy("code_ends_at", "desc")
    .offset(mostCodes - 1)
    .limit(1)
    .executeTakeFirst();
  if (tooOld) await removeCodes(db, tooOld.code_ends_at);
  const code = { code_key: codeKey, code_ends_at: endsAt, seen_at: at };
  await unaudited(db)
    .insertInto("displays")
    .values({ token_hash: tokenHash, may_dim: 0, ...code })
    .onConflict((conflict) =>
      conflict.column("token_hash").doUpdateSet(code).where("displays.desk_hash", "is", null),
    )
    .execute();
}

/** Those of displays that nobody has paired, up to this end. */
async function removeCodes(db: Database, until: string | null): Promise<void> {
  await unaudited(db)
    .deleteFrom("displays")
    .where("desk_hash", "is", null)
    .where("code_ends_at", "<=", until)
    .execute();
}

/** Uses the code up. The desk's display before this one is its display no more. @returns whether there was one */
export async function pair(
  tx: Tx,
  codeKey: string,
  deskHash: string,
  at: string,
): Promise<boolean> {
  const found = await tx
    .selectFrom("displays")
    .select("token_hash")
    .where("code_key", "=", codeKey)
    .where("code_ends_at", ">", at)
    .executeTakeFirst();
  if (!found) return false;
  await tx.deleteFrom("displays").where("desk_hash", "=", deskHash).execute();
  const { numUpdatedRows } = await tx
    .updateTable("displays")
    .set({ desk_hash: deskHash, code_key: null, code_ends_at: null })
    .where("token_hash", "=", found.token_hash)
    .where("code_key", "=", codeKey)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0;
}

/** @returns whether there was one */
export async function unpair(tx: Tx, deskHash: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom("displays")
    .where("desk_hash", "=", deskHash)
    .returning("token_hash")
    .executeTakeFirst();
  return gone !== undefined;
}

/** The display itself asks. */
export async function touch(
  db: Database,
  tokenHash: string,
  { mayDim, at }: { mayDim: boolean; at: string },
): Promise<void> {
  await unaudited(db)
    .updateTable("displays")
    .set({ seen_at: at, may_dim: mayDim ? 1 : 0 })
    .where("token_hash", "=", tokenHash)
    .execute();
}

export function findByToken(db: Database, tokenHash: string): Promise<SeenDisplay | undefined> {
  return db
    .selectFrom("displays")
    .leftJoin("staff_sessions", "staff_sessions.id", "displays.shown_by")
    .selectAll("displays")
    .select("staff_sessions.id as shower")
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
}

export function findByDesk(db: Database, deskHash: string): Promise<DisplayRow | undefined> {
  return db.selectFrom("displays").selectAll().where("desk_hash", "=", deskHash).executeTakeFirst();
}

export async function show(db: Database, deskHash: string, shown: NewShow): Promise<void> {
  await unaudited(db)
    .updateTable("displays")
    .set({
      show_id: shown.showId,
      session_id: shown.sessionId,
      shown_by: shown.signInId,
      shown_until: shown.until,
      heard_at: shown.at,
    })
    .where("desk_hash", "=", deskHash)
    .execute();
}

/** The PC is still there. @returns undefined when something else or nothing is shown by now */
export function beat(
  db: Database,
  deskHash: string,
  showId: string,
  at: string,
): Promise<DisplayRow | undefined> {
  return unaudited(db)
    .updateTable("displays")
    .set({ heard_at: at })
    .where("desk_hash", "=", deskHash)
    .where("show_id", "=", showId)
    .returningAll()
    .executeTakeFirst();
}

/** Clears this and nothing that is shown instead by now. */
export async function clear(db: Database, showId: string): Promise<void> {
  await unaudited(db).updateTable("displays").set(nothing).where("show_id", "=", showId).execute();
}
