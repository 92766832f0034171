import "server-only";
import type { Database } from "@/lib/server/db/schema";

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
