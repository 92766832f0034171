import "server-only";
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ["staff_id", "help_at", "replaced_at"]) {
    await db.schema.alterTable("sessions").addColumn(column, "text").execute();
  }

  // Each list is read from the end of one of these, newest first, and no further than its page.
  await db.schema.dropIndex("sessions_created_at").execute();
  await db.schema.dropIndex("sessions_patient_key").execute();
  for (const column of ["created_at", "patient_key", "tag", "staff_id"]) {
    await db.schema
      .createIndex(column === "tag" ? "sessions_tag_created_at" : `sessions_${column}`)
      .on("sessions")
      .columns([...new Set([column, "created_at", "id"])])
      .execute();
  }
  for (const column of ["created_at", "staff_id"]) {
    await db.schema
      .createIndex(`sessions_help_${column}`)
      .on("sessions")
      .columns([...new Set([column, "created_at", "id"])])
      .where(sql<boolean>`help_at is not null and replaced_at is null`)
      .execute();
  }
  // The links that work are few, whatever was kept of the years before.
  await db.schema.createIndex("sessions_expires_at").on("sessions").column("expires_at").execute();

  await db.schema
    .createTable("session_words")
    .addColumn("word", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("session_id", "text", (column) =>
      column.notNull().references("sessions.id").onDelete("cascade"),
    )
    .addPrimaryKeyConstraint("session_words_pk", ["word", "created_at", "session_id"])
    .execute();
  await db.schema
    .createIndex("session_words_session_id")
    .on("session_words")
    .column("session_id")
    .execute();
}
