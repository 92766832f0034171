import "server-only";
import { setImmediate } from "node:timers/promises";
import { type ExpressionBuilder, sql } from "kysely";
import type { Finding } from "@/lib/audit/verdict";
import type { Database, Tables } from "@/lib/server/db/schema";
import type { FirstMark } from "@/lib/server/trail/chain";

/** What has just been made may have its line in a moment; and clocks of servers differ. */
const slackMs = 10 * 60_000;
const batchSize = 200;

/**
 * Compares the trail with what it tells of: whoever takes the whole trail away, or puts an older one
 * in its place, has to take away people, their sign-ins and links as well.
 *
 * @param mark when the trail was begun, or adopted as it was; null: it has none
 */
export async function crossCheck(
  db: Database,
  mark: FirstMark | null,
  now: Date,
): Promise<Finding[]> {
  const settled = new Date(now.getTime() - slackMs).toISOString();
  const found: Finding[] = [];
  const older = await isOlderThanTrail(db, settled);
  if (older) found.push({ kind: "younger", at: older });
  for (const [what, count] of [
    ["people", await countPeople(db, settled)],
    ["sign-ins", await countSignIns(db, settled)],
    ["links", mark ? await countLinks(db, mark.at, settled) : 0],
  ] as const) {
    if (count > 0) found.push({ kind: "without-line", what, count });
  }
  return found;
}

/** @returns when the trail begins, if there are people from before */
async function isOlderThanTrail(db: Database, settled: string): Promise<string | null> {
  const first = await db
    .selectFrom("audit")
    .select("at")
    .orderBy("at")
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  const oldest = await db
    .selectFrom("staff")
    .select("createdAt")
    .orderBy("createdAt")
    .limit(1)
    .executeTakeFirst();
  if (!oldest || oldest.createdAt >= settled) return null;
  const beginsAt = first?.at ?? settled;
  return Date.parse(oldest.createdAt) + slackMs < Date.parse(beginsAt) ? beginsAt : null;
}

/** Everybody joined, was invited to the sandbox, or came from the provider: with a line each. */
async function countPeople(db: Database, settled: string): Promise<number> {
  const joined = new Set(
    (
      await db
        .selectFrom("audit")
        .select("subject")
        .where("action", "=", "staff-joined")
        .distinct()
        .execute()
    ).map(({ subject }) => subject),
  );
  const people = await db.selectFrom("staff").select(["id", "createdAt"]).execute();
  return people.filter(({ id, createdAt }) => !joined.has(id) && createdAt < settled).length;
}

/** Whoever is signed in did something that has a line when that began. */
async function countSignIns(db: Database, settled: string): Promise<number> {
  const open = await db.selectFrom("staff_sessions").select(["userId", "createdAt"]).execute();
  let count = 0;
  for (const { userId, createdAt } of open) {
    if (createdAt >= settled) continue;
    const since = new Date(Date.parse(createdAt) - slackMs).toISOString();
    const line = await db
      .selectFrom("audit")
      .select("seq")
      .where("staff_id", "=", userId)
      .where("at", ">=", since)
      .limit(1)
      .executeTakeFirst();
    if (!line) count += 1;
  }
  return count;
}

/**
 * Links that this desk made since the trail has its mark; before, a line could be lost. Goes along their
 * index, where each batch costs the same, however many there are.
 */
async function countLinks(db: Database, from: string, settled: string): Promise<number> {
  let count = 0;
  let last = { created_at: from, id: "" };
  for (;;) {
    const batch = await db
      .selectFrom("sessions")
      .select(["id", "created_at"])
      .select((row) => hasLine(row).as("has_line"))
      .where("stage", "=", "made")
      .where("staff_id", "is not", null)
      .where(sql<boolean>`(created_at, id) > (${last.created_at}, ${last.id})`)
      .where("created_at", "<", settled)
      .orderBy("created_at")
      .orderBy("id")
      .limit(batchSize)
      .execute();
    count += batch.filter(({ has_line }) => Number(has_line) === 0).length;
    const end = batch.at(-1);
    if (!end) return count;
    last = end;
    // Others are served in between: the embedded database never lets go by itself.
    await setImmediate();
  }
}

function hasLine({ selectFrom }: ExpressionBuilder<Tables, "sessions">) {
  return (
    selectFrom("audit")
      .select(sql<number>`count(*)`.as("lines"))
      // What the table has an index for.
      .whereRef("audit.patient_key", "=", "sessions.patient_key")
      .whereRef("audit.subject", "=", "sessions.id")
      .where("audit.action", "=", "link-created")
  );
}
