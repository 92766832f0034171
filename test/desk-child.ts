import { createInterface } from "node:readline";
import { database } from "@/lib/server/db/client";
import { unaudited } from "@/lib/server/db/unaudited";

/*
 * A desk's process for the tests of restoring: opens the desk's own database as the app does. For each
 * key that comes in it keeps that and a one-time address, and says it. It stays until it is asked to end,
 * or killed.
 */
process.once("SIGTERM", () => process.exit(143));
const db = unaudited(await database());
const expires_at = new Date(Date.now() + 3_600_000).toISOString();
for await (const key of createInterface(process.stdin)) {
  await db.insertInto("meta").values({ key, value: "" }).execute();
  await db
    .insertInto("one_time_addresses")
    .values({ id: key, token_hash: key, kind: "demo", expires_at })
    .execute();
  process.stdout.write(`${key}\n`);
}
