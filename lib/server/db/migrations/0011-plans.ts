import "server-only";
import { type Kysely, sql } from "kysely";

/** What the questions of the housekeeping are answered from, however much is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("sessions_unsettled")
    .on("sessions")
    .columns(["created_at", "id"])
    .where(sql<boolean>`stage in ('claimed', 'unknown')`)
    .execute();
  await db.schema
    .createIndex("sessions_unheard")
    .on("sessions")
    .column("expires_at")
    .where(sql<boolean>`status in ('open', 'other')`)
    .execute();
  await db.schema
    .createIndex("staff_sessions_expiresAt_idx")
    .on("staff_sessions")
    .column("expiresAt")
    .execute();
  await db.schema
    .createIndex("sign_in_tries_tried_at")
    .on("sign_in_tries")
    .column("tried_at")
    .execute();

  // A page of what one of the staff seldom does must not be read along all that they ever did.
  await db.schema
    .createIndex("audit_staff_id_action")
    .on("audit")
    .columns(["staff_id", "action", "at", "seq"])
    .execute();

  // From now on they go together with the last link of their patient.
  await sql`delete from record_syncs where not exists (
    select 1 from sessions where sessions.patient_key = record_syncs.patient_key)`.execute(db);
}
