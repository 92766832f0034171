import "server-only";
import { type Kysely, SqliteAdapter, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit")
    .addColumn("seq", "integer", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("staff_id", "text")
    .addColumn("staff_session", "text")
    .addColumn("subject", "text")
    .addColumn("patient_key", "text")
    .addColumn("request_id", "text")
    .addColumn("previous_hash", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();

  // Each filter of the page, in the order in which it is read.
  await db.schema.createIndex("audit_at").on("audit").columns(["at", "seq"]).execute();
  for (const column of ["staff_id", "action", "patient_key"]) {
    await db.schema
      .createIndex(`audit_${column}`)
      .on("audit")
      .columns([column, "at", "seq"])
      .execute();
  }

  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  for (const statement of isSqlite ? onSqlite : onPostgres) await sql.raw(statement).execute(db);
}

/** A replacing insert deletes without asking the delete trigger, so it never comes that far. */
const onSqlite = [
  `create trigger audit_no_update before update on audit
     begin select raise(abort, 'The audit trail is append-only.'); end`,
  `create trigger audit_no_delete before delete on audit
     begin select raise(abort, 'The audit trail is append-only.'); end`,
  `create trigger audit_no_replace before insert on audit
     when exists (select 1 from audit where seq = new.seq)
     begin select raise(ignore); end`,
];

const onPostgres = [
  `create function audit_append_only() returns trigger language plpgsql as
     $$ begin raise exception 'The audit trail is append-only.'; end $$`,
  `create trigger audit_append_only before update or delete or truncate on audit
     for each statement execute function audit_append_only()`,
];
