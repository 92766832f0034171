import "server-only";
import type { Database } from "./schema";

/** A database that is of no use holds no lock and no connection. */
export async function orClose(db: Database, step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
