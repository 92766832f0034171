import { once } from "node:events";
import { z } from "zod";
import { audit } from "@/lib/server/audit/service";
import { openDatabase } from "@/lib/server/db/client";
import { deskOver, entry } from "./sample-trail";

/*
 * A process of its own for the trail's tests. Says "ready", and when its standard input ends writes
 * 25 rows at once; says the subject of each that is written.
 */
const givenSchema = z.object({
  place: z.object({ dataDir: z.string(), databaseUrl: z.string().nullable() }),
  subject: z.string(),
});
const { place, subject } = givenSchema.parse(JSON.parse(process.argv[2] ?? ""));
const db = await openDatabase(place);
const desk = deskOver(db);
process.stdout.write("ready\n");

process.stdin.resume();
await once(process.stdin, "end");
const numbers = Array.from({ length: 25 }, (_, n) => n);
await Promise.all(
  numbers.map(async (n) => {
    await audit(entry({ subject: `${subject} ${n}` }), desk);
    process.stdout.write(`${subject} ${n}\n`);
  }),
);
await db.destroy();
