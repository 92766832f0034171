import { sql } from "kysely";
import type { DatabasePlace } from "@/lib/server/db/client";
import type { Database, WritableDatabase } from "@/lib/server/db/schema";
import type { AuditRow } from "@/lib/server/trail/chain";
import { openUntilEnd } from "@/test/db/test-database";
import { deskOver } from "./sample-trail";

export async function newTrail(
  place: DatabasePlace,
): Promise<{ db: WritableDatabase; desk: ReturnType<typeof deskOver> }> {
  const db = await openUntilEnd(place);
  return { db, desk: deskOver(db) };
}

/** Opens the table to changes, as somebody with the database in hand would. */
export async function dropTriggers(db: Database, { databaseUrl }: DatabasePlace): Promise<void> {
  const triggers = databaseUrl
    ? ["audit_append_only on audit"]
    : ["audit_no_update", "audit_no_delete", "audit_no_replace"];
  for (const trigger of triggers) await sql.raw(`drop trigger ${trigger}`).execute(db);
}

/** Somebody whose name can be joined. */
export async function addStaff(db: WritableDatabase, id: string, name: string): Promise<void> {
  const staff = { id, name, email: `${id}@example.com`, role: "desk", isDemo: 0 } as const;
  await db
    .insertInto("staff")
    .values({ ...staff, createdAt: "2026-01-01T00:00:00.000Z", deactivatedAt: null })
    .execute();
}

/** Lets the table take no row from now on, as a disk that is full would. */
export async function refuseRows(db: Database, { databaseUrl }: DatabasePlace): Promise<void> {
  const statements = databaseUrl
    ? [
        `create function audit_refuse() returns trigger language plpgsql as
           $$ begin raise exception 'The audit trail takes no row.'; end $$`,
        `create trigger audit_refuse before insert on audit
           for each statement execute function audit_refuse()`,
      ]
    : [
        `create trigger audit_refuse before insert on audit
           begin select raise(abort, 'The audit trail takes no row.'); end`,
      ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Lets the table take rows again. */
export async function takeRows(db: Database, { databaseUrl }: DatabasePlace): Promise<void> {
  const statement = databaseUrl
    ? "drop function audit_refuse cascade"
    : "drop trigger audit_refuse";
  await sql.raw(statement).execute(db);
}

/** A row of the trail, as far as it tells who did what. */
export type TrailLine = Pick<
  AuditRow,
  "action" | "outcome" | "subject" | "staff_id" | "staff_session" | "patient_key" | "request_id"
>;

/** All rows of the trail, oldest first. */
export function linesOf(db: Database): Promise<TrailLine[]> {
  return db
    .selectFrom("audit")
    .select(["action", "outcome", "subject", "staff_id", "staff_session", "patient_key"])
    .select("request_id")
    .orderBy("seq")
    .execute();
}
