import "server-only";
import { createInterface } from "node:readline";
import { z } from "zod";
import { openDesk } from "@/lib/server/db/client";
import { now, sampleDetails } from "./sample-session";
import { createSessionStore } from "./store";

/*
 * A process of its own for the store's tests. Says "starting", starts as the app does, says
 * "ready", and for each attempt id that comes in claims it and says which row it got. Ends when
 * it is killed.
 */
process.stdout.write("starting\n");
const placeSchema = z.object({ dataDir: z.string(), databaseUrl: z.string().nullable() });
const place = placeSchema.parse(JSON.parse(process.argv[2] ?? ""));
const { db, vault } = await openDesk({ ...place, deskSecret: null });
const store = createSessionStore(db, vault);
process.stdout.write("ready\n");

for await (const attemptId of createInterface(process.stdin)) {
  const claim = await store.claimAttempt({
    attemptId,
    details: sampleDetails(),
    tag: "Blue 7",
    staffId: null,
    now,
  });
  process.stdout.write(claim.claimed ? `${claim.id}\n` : "taken\n");
}
