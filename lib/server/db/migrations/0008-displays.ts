import "server-only";
import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("displays")
    .addColumn("token_hash", "text", (column) => column.primaryKey())
    .addColumn("code_key", "text", (column) => column.unique())
    .addColumn("code_ends_at", "text")
    .addColumn("desk_hash", "text", (column) => column.unique())
    .addColumn("seen_at", "text", (column) => column.notNull())
    .addColumn("may_dim", "integer", (column) => column.notNull())
    .addColumn("show_id", "text")
    .addColumn("session_id", "text")
    .addColumn("shown_by", "text")
    .addColumn("shown_until", "text")
    .addColumn("heard_at", "text")
    .execute();
}
