import "server-only";
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("live_updates")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("endpoint_id", "text", (column) => column.notNull())
    .addColumn("url", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("previous_secret", "text")
    .addColumn("previous_until", "text")
    .addColumn("checked_at", "text", (column) => column.notNull())
    .addColumn("last_event_at", "text")
    .addColumn("missed_at", "text")
    .addColumn("unknown_events", "integer", (column) => column.notNull().defaultTo(0))
    .execute();

  await db.schema
    .createTable("webhook_events")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("received_at", "text", (column) => column.notNull())
    .addColumn("handled_at", "text")
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("try_at", "text", (column) => column.notNull())
    .addColumn("payload", "text")
    .execute();
  await db.schema
    .createIndex("webhook_events_received_at")
    .on("webhook_events")
    .column("received_at")
    .execute();
  await db.schema
    .createIndex("webhook_events_try_at")
    .on("webhook_events")
    .column("try_at")
    .where(sql<boolean>`handled_at is null`)
    .execute();

  await db.schema
    .createTable("session_connections")
    .addColumn("connection_key", "text", (column) => column.notNull())
    .addColumn("session_id", "text", (column) =>
      column.notNull().references("sessions.id").onDelete("cascade"),
    )
    .addPrimaryKeyConstraint("session_connections_pk", ["connection_key", "session_id"])
    .execute();
  await db.schema
    .createIndex("session_connections_session_id")
    .on("session_connections")
    .column("session_id")
    .execute();

  await db.schema
    .createTable("record_syncs")
    .addColumn("patient_key", "text", (column) => column.notNull())
    .addColumn("source_id", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("record_syncs_pk", ["patient_key", "source_id"])
    .execute();
}
