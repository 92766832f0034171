import "server-only";
import type { WritableDatabase } from "./schema";

/** A database that is of no use holds no lock and no connection. */
export async function orClose(db: WritableDatabase, step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
