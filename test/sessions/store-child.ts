import { createInterface } from "node:readline";
import { z } from "zod";
import { openDesk } from "@/lib/server/db/client";
import { writableStore } from "@/test/sessions/writable-store";
import { now, sampleDetails } from "./sample-session";

/*
 * A process of its own for the store's tests. Says "starting", starts as the app does, says
 * "ready", and for each attempt id that comes in claims it and says which row it got; with "alone" behind it only
 * while nobody else makes a link for this patient. Ends when
 * it is killed.
 */
process.stdout.write("starting\n");
const placeSchema = z.object({ dataDir: z.string(), databaseUrl: z.string().nullable() });
const place = placeSchema.parse(JSON.parse(process.argv[2] ?? ""));
const { db, vault } = await openDesk({ ...place, deskSecret: null });
const store = writableStore({ db, vault });
process.stdout.write("ready\n");

for await (const line of createInterface(process.stdin)) {
  const [attemptId = "", alone] = line.split(" ");
  const attempt = { attemptId, details: sampleDetails(), tag: "Blue 7", staffId: null, now };
  const claim = await (alone ? store.claimAlone(attempt) : store.claimAttempt(attempt));
  process.stdout.write(claim.claimed ? `${claim.id}\n` : "taken\n");
}
