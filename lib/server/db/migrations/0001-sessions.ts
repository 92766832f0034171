import "server-only";
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("meta")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("sessions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("attempt", "text", (column) => column.notNull().unique())
    .addColumn("patient_key", "text", (column) => column.notNull())
    .addColumn("tag", "text", (column) => column.notNull())
    .addColumn("stage", "text", (column) => column.notNull())
    .addColumn("upstream_id", "text", (column) => column.unique())
    .addColumn("status", "text")
    .addColumn("request_id", "text")
    .addColumn("unknown_at", "text")
    .addColumn("details", "text", (column) => column.notNull())
    .addColumn("snapshot", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("checked_at", "text")
    .addCheckConstraint(
      "sessions_stage",
      sql`(stage = 'made' and upstream_id is not null and snapshot is not null
             and checked_at is not null and status in ('open', 'complete', 'expired', 'other'))
          or (stage in ('claimed', 'unknown', 'not-made') and upstream_id is null
             and snapshot is null and checked_at is null and status is null)`,
    )
    .execute();

  for (const column of ["patient_key", "created_at"]) {
    await db.schema.createIndex(`sessions_${column}`).on("sessions").column(column).execute();
  }
  // All that the choice of a tag needs, so that it reads no sealed text.
  await db.schema
    .createIndex("sessions_tag")
    .on("sessions")
    .columns(["tag", "expires_at", "stage", "status"])
    .execute();
}
