import "server-only";
import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("sessions").addColumn("folded_key", "text").execute();
  await db.schema.alterTable("sessions").addColumn("link_key", "text").execute();
  await db.schema
    .createIndex("sessions_folded_key")
    .on("sessions")
    .columns(["folded_key", "created_at", "id"])
    .execute();
  await db.schema
    .createIndex("sessions_link_key")
    .on("sessions")
    .columns(["link_key", "created_at", "id"])
    .execute();
}
