import "server-only";
import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ["done_at", "done_by", "done_note"]) {
    await db.schema.alterTable("sessions").addColumn(column, "text").execute();
  }
}
