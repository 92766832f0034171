import "server-only";
import { z } from "zod";
import { parseJson } from "@/lib/json";
import type { Generation } from "@/lib/server/connect/generations";
import { observed } from "@/lib/server/connect/observed";
import type { Ctx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import type { Env } from "@/lib/server/env";

const key = "connect-generation";

/** What was found counts for the address and the setting that it was found under. */
type Place = Pick<Env["connect"], "apiUrl" | "generation">;

const keptSchema = z.object({
  apiUrl: z.string(),
  configured: z.string(),
  found: z.enum(["sessions", "patient-flows", "patient-sessions"]),
});

/** The generation that an earlier start found here by reading; null: none had to be found. */
export async function readGeneration(db: Database, place: Place): Promise<Generation | null> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", key).executeTakeFirst();
  const kept = keptSchema.safeParse(parseJson(row?.value ?? "")).data;
  const isSame = kept?.apiUrl === place.apiUrl && kept.configured === place.generation;
  return isSame ? kept.found : null;
}

export async function saveGeneration(db: Database, place: Place, found: Generation): Promise<void> {
  const { apiUrl, generation: configured } = place;
  const value = JSON.stringify({ apiUrl, configured, found } satisfies z.infer<typeof keptSchema>);
  await unaudited(db)
    .insertInto("meta")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}

/** From here on this process knows what an earlier start found, and keeps what it finds for the next. */
export async function keepGenerations({ db, env, log }: Ctx): Promise<void> {
  const place = env.connect;
  observed().generation = await readGeneration(db, place);
  observed().whenFound = (found) => {
    // Nobody waits for it: without it the next start finds out again.
    saveGeneration(db, place, found).catch(() =>
      log.warn({ event: "connect_generation_not_kept", generation: found }),
    );
  };
}
