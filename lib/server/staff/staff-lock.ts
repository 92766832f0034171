import "server-only";
import type { Transaction } from "kysely";
import type { Database, Tables } from "@/lib/server/db/schema";

/**
 * Runs what changes who may do what, one after the other over all processes: what it looks at
 * first cannot have changed when it writes.
 */
export function withStaffLock<T>(
  db: Database,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    // A write, so that SQLite takes its lock now and Postgres holds this row until the end.
    await transaction
      .updateTable("staff_lock")
      .set({ taken_at: new Date().toISOString() })
      .execute();
    return work(transaction);
  });
}

/** Whether anyone but the demo clerk runs this desk. @param besides not counted, of whom it is asked */
export async function hasAdministrator(db: Database, besides: string | null = null) {
  const found = await db
    .selectFrom("staff")
    .select("id")
    .where("role", "=", "administrator")
    .where("deactivatedAt", "is", null)
    .where("isDemo", "=", 0)
    .$if(besides !== null, (query) => query.where("id", "!=", besides ?? ""))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether there is anyone but the demo clerk, active or not. */
export async function hasStaff(db: Database): Promise<boolean> {
  const found = await db
    .selectFrom("staff")
    .select("id")
    .where("isDemo", "=", 0)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
