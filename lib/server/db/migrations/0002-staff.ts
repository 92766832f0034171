import "server-only";
import { getMigrations } from "better-auth/db/migration";
import { type Kysely, PostgresAdapter, sql } from "kysely";
import { staffPlugins, staffTables } from "@/lib/server/staff/auth-tables";

/** better-auth's own tables as it wants them today, which later migrations may not rely on, and ours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { runMigrations } = await getMigrations({
    ...staffTables,
    plugins: staffPlugins({ appUrl: "http://localhost" }),
    database: { db, type: isPostgres(db) ? "postgres" : "sqlite" },
    telemetry: { enabled: false },
  });
  await runMigrations();

  await db.schema
    .createTable("one_time_addresses")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("email", "text")
    .addColumn("name", "text")
    .addColumn("role", "text")
    .addColumn("staff_id", "text")
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("sign_in_tries")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("tried_at", "text", (column) => column.notNull())
    .addColumn("free_at", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("staff_lock")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("taken_at", "text", (column) => column.notNull())
    .execute();
  await sql`insert into staff_lock (id, taken_at) values (1, '')`.execute(db);
}

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
