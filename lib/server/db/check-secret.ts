import "server-only";
import { unaudited } from "@/lib/server/db/unaudited";
import type { Database } from "./schema";
import type { Vault } from "./seal";

const key = "secret-check";

/** Whether this database was ever started with a secret. */
export async function hasSecretMark(db: Database): Promise<boolean> {
  const mark = await db.selectFrom("meta").select("key").where("key", "=", key).executeTakeFirst();
  return mark !== undefined;
}

/**
 * Makes sure that what this database holds can be opened; the first start leaves the mark
 * that later ones compare with.
 *
 * @throws when the database was made with another secret; the message tells what to do
 */
export async function checkSecret(db: Database, vault: Vault): Promise<void> {
  const value = vault.fingerprint(key, "connect-desk");
  await unaudited(db)
    .insertInto("meta")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const mark = await db
    .selectFrom("meta")
    .select("value")
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  if (mark.value === value) return;
  throw new Error(
    "This database was made with another DESK_SECRET, so what it holds cannot be read. " +
      "Start with the DESK_SECRET it was made with, or put back the file desk-secret " +
      "that belongs beside it (it is part of the backup).",
  );
}
