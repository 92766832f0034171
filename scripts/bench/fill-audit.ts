import { join } from "node:path";
import Libsql from "libsql";

/**
 * Puts so many lines into an empty audit trail that nobody has open: of ten people, mostly of links,
 * one in a thousand of something seldom that only one of them does. Their chain is not what is
 * measured.
 */
export function fillAudit(dataDir: string, total: number): void {
  const db = new Libsql(join(dataDir, "desk.db"));
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.prepare(
    `with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ?)
     insert into audit (seq, at, action, outcome, staff_id, subject, patient_key, previous_hash, hash)
     select i, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ((? - i) * 30) || ' seconds'),
       case when i % 1000 = 0 then 'audit-exported' when i % 2 then 'link-created'
         else 'link-viewed' end,
       'ok', 'staff-' || i % 10, 'link-' || i, 'patient-' || i % (1 + ? / 3), '', '' from numbers`,
  ).run(total, total, total);
  db.close();
}
