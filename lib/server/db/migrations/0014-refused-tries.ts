import "server-only";
import { type Kysely, sql } from "kysely";

/** Counts of strangers' tries; and a trail that is there already gets its first mark at the next start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("refused_tries")
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("hour", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("refused_tries_key", ["what", "hour"])
    .execute();
  await sql`insert into meta (key, value)
    select 'audit-first', 'due' where exists (select 1 from audit)`.execute(db);
}
