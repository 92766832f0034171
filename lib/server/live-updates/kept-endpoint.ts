import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/server/act";
import { isFresh } from "@/lib/server/clock";
import type { Ctx } from "@/lib/server/context";
import type { Database, Tables } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { unaudited } from "@/lib/server/db/unaudited";

/** The endpoint as the API last told of it, and what came from it. Times ISO 8601 UTC. */
export type KeptEndpoint = {
  endpointId: string;
  url: string;
  /** `gone`: the API no longer has it. */
  status: Tables["live_updates"]["status"];
  checkedAt: string;
  lastEventAt: string | null;
  /** When a patient was found to have finished of whom no event had told. */
  missedAt: string | null;
  unknownEvents: number;
};

const secretPurpose = "webhook-secret";
/** Deliveries that were under way when the secret was changed. */
const previousHoldsMs = 5 * 60_000;
/** The hourly check may fail once before polls are needed again. */
const checkedForMs = 2 * 60 * 60_000 + 60_000;
/** An event that is on its way a moment after another is not missing. */
const onItsWayMs = 60_000;

/** The one endpoint that the API sends events to; null while live updates are off. */
export async function readEndpoint({ db }: Pick<Ctx, "db">): Promise<KeptEndpoint | null> {
  const row = await readRow(db);
  if (!row) return null;
  return {
    endpointId: row.endpoint_id,
    url: row.url,
    status: row.status,
    checkedAt: row.checked_at,
    lastEventAt: row.last_event_at,
    missedAt: row.missed_at,
    unknownEvents: row.unknown_events,
  };
}

/** Whether a patient finished since the last event, untold. */
export function hasMissed({ missedAt, lastEventAt }: KeptEndpoint): boolean {
  return missedAt !== null && missedAt > (lastEventAt ?? "");
}

/**
 * Whether events can be relied on: the API had its endpoint switched on when it was last asked, not
 * long ago, and none was found missing since the last one that came.
 */
export function isHealthy(endpoint: KeptEndpoint | null, now: Date): boolean {
  if (endpoint?.status !== "active") return false;
  return isFresh(endpoint.checkedAt, checkedForMs, now) && !hasMissed(endpoint);
}

/** Whether events can be relied on now, so that polls need not ask the API. */
export async function eventsCome(ctx: Pick<Ctx, "db" | "now">): Promise<boolean> {
  return isHealthy(await readEndpoint(ctx), ctx.now());
}

/** What deliveries may be signed with now: none while live updates are off. */
export async function readSecrets({
  db,
  vault,
  now,
}: Pick<Ctx, "db" | "vault" | "now">): Promise<string[]> {
  const row = await readRow(db);
  if (!row) return [];
  const { secret, previous_secret: previous, previous_until: until } = row;
  const isUsable = previous !== null && until !== null && until > now().toISOString();
  return [secret, ...(isUsable ? [previous] : [])].map((sealed) =>
    vault.open(secretPurpose, row.endpoint_id, sealed, z.string()),
  );
}

/** Takes the place of any endpoint before it. */
export async function keepEndpoint(
  tx: Tx,
  vault: Vault,
  endpoint: { id: string; url: string; status: KeptEndpoint["status"]; secret: string },
  now: Date,
): Promise<void> {
  const kept = {
    id: 1,
    endpoint_id: endpoint.id,
    url: endpoint.url,
    status: endpoint.status,
    secret: vault.seal(secretPurpose, endpoint.id, endpoint.secret),
    previous_secret: null,
    previous_until: null,
    checked_at: now.toISOString(),
    last_event_at: null,
    missed_at: null,
  };
  await tx
    .insertInto("live_updates")
    .values({ ...kept, unknown_events: 0 })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(kept))
    .execute();
}

/** Keeps the new secret, and the one before for as long as a delivery is under way. */
export async function changeSecret(
  tx: Tx,
  vault: Vault,
  { id, secret }: { id: string; secret: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable("live_updates")
    .set(({ ref }) => ({
      secret: vault.seal(secretPurpose, id, secret),
      previous_secret: ref("secret"),
      previous_until: new Date(now.getTime() + previousHoldsMs).toISOString(),
    }))
    .where("endpoint_id", "=", id)
    .execute();
}

export async function removeEndpoint(tx: Tx, endpointId: string): Promise<void> {
  await tx.deleteFrom("live_updates").where("endpoint_id", "=", endpointId).execute();
}

/** Keeps what the API told of it. */
export async function saveStatus(
  { db, now }: Pick<Ctx, "db" | "now">,
  endpointId: string,
  status: KeptEndpoint["status"],
): Promise<void> {
  await unaudited(db)
    .updateTable("live_updates")
    .set({ status, checked_at: now().toISOString() })
    .where("endpoint_id", "=", endpointId)
    .execute();
}

/** A patient finished, and no event told of it: until one comes, the API is asked as without events. */
export async function noteMissed({ db, now }: Pick<Ctx, "db" | "now">): Promise<void> {
  const before = new Date(now().getTime() - onItsWayMs).toISOString();
  await unaudited(db)
    .updateTable("live_updates")
    .set({ missed_at: now().toISOString() })
    .where(({ or, eb }) => or([eb("last_event_at", "is", null), eb("last_event_at", "<", before)]))
    .execute();
}

/** An event came. @param isKnown whether this version knows what it says */
export async function noteEvent(db: Database, isKnown: boolean, now: Date): Promise<void> {
  await unaudited(db)
    .updateTable("live_updates")
    .set(({ eb }) => ({
      last_event_at: now.toISOString(),
      // Whatever was missed, and by whatever clock: it came before this one.
      missed_at: null,
      unknown_events: eb("unknown_events", "+", isKnown ? 0 : 1),
    }))
    .execute();
}

function readRow(db: Database) {
  return db.selectFrom("live_updates").selectAll().limit(1).executeTakeFirst();
}
