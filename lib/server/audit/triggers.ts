import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/server/db/schema";

/** Each as it refuses: what a trigger of the same name without that does is nothing. */
const onSqlite = {
  audit_no_update: /before update on audit\s+begin select raise\(abort/i,
  audit_no_delete: /before delete on audit\s+begin select raise\(abort/i,
  audit_no_replace:
    /before insert on audit\s+when exists \(select 1 from audit where seq = new\.seq\)\s+begin select raise\(ignore/i,
};

/** Whether the table refuses changes and removals, as it was made to. */
export async function isGuarded(db: Database): Promise<boolean> {
  // Not by its class: in the built app the database may have been opened by another copy of it.
  const isSqlite = !db.getExecutor().adapter.supportsTransactionalDdl;
  if (isSqlite) {
    const { rows } = await sql<{ name: string; sql: string }>`
      select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'audit'`.execute(
      db,
    );
    const there = new Map(rows.map((row) => [row.name, row.sql]));
    return Object.entries(onSqlite).every(([name, what]) => what.test(there.get(name) ?? ""));
  }
  const { rows } = await sql`
    select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where t.tgrelid = 'audit'::regclass and t.tgname = 'audit_append_only'
      and t.tgenabled = 'O' and pg_get_triggerdef(t.oid) ilike '%before delete or update or truncate%'
      and btrim(p.prosrc) ilike 'begin raise exception%'`.execute(db);
  return rows.length === 1;
}
