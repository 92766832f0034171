import "server-only";
import { z } from "zod";
import { database } from "@/lib/server/db/client";
import type { Database, Tables } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";

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

/** The SQL for the one endpoint that the API sends events to. */
class DatabaseEndpointStore {
  readonly #db: Database;
  readonly #vault: Vault;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  async readEndpoint(): Promise<KeptEndpoint | null> {
    const row = await this.#endpoint();
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

  /** What deliveries may be signed with now: none while live updates are off. */
  async readSecrets(now: Date): Promise<string[]> {
    const row = await this.#endpoint();
    if (!row) return [];
    const { secret, previous_secret: previous, previous_until: until } = row;
    const isUsable = previous !== null && until !== null && until > now.toISOString();
    return [secret, ...(isUsable ? [previous] : [])].map((sealed) =>
      this.#vault.open(secretPurpose, row.endpoint_id, sealed, z.string()),
    );
  }

  /** Takes the place of any endpoint before it. */
  async keepEndpoint(
    endpoint: { id: string; url: string; status: KeptEndpoint["status"]; secret: string },
    now: Date,
  ): Promise<void> {
    const kept = {
      id: 1,
      endpoint_id: endpoint.id,
      url: endpoint.url,
      status: endpoint.status,
      secret: this.#vault.seal(secretPurpose, endpoint.id, endpoint.secret),
      previous_secret: null,
      previous_until: null,
      checked_at: now.toISOString(),
      last_event_at: null,
      missed_at: null,
    };
    await this.#db
      .insertInto("live_updates")
      .values({ ...kept, unknown_events: 0 })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(kept))
      .execute();
  }

  /** Keeps the new secret, and the one before for as long as a delivery is under way. */
  async changeSecret(endpointId: string, secret: string, now: Date): Promise<void> {
    await this.#db
      .updateTable("live_updates")
      .set(({ ref }) => ({
        secret: this.#vault.seal(secretPurpose, endpointId, secret),
        previous_secret: ref("secret"),
        previous_until: new Date(now.getTime() + previousHoldsMs).toISOString(),
      }))
      .where("endpoint_id", "=", endpointId)
      .execute();
  }

  async saveStatus(endpointId: string, status: KeptEndpoint["status"], now: Date): Promise<void> {
    await this.#db
      .updateTable("live_updates")
      .set({ status, checked_at: now.toISOString() })
      .where("endpoint_id", "=", endpointId)
      .execute();
  }

  /** A patient finished, and no event told of it: none at all came in the last minute. */
  async noteMissed(now: Date): Promise<void> {
    const minuteAgo = new Date(now.getTime() - 60_000).toISOString();
    await this.#db
      .updateTable("live_updates")
      .set({ missed_at: now.toISOString() })
      .where(({ or, eb }) =>
        or([eb("last_event_at", "is", null), eb("last_event_at", "<", minuteAgo)]),
      )
      .execute();
  }

  async removeEndpoint(endpointId: string): Promise<void> {
    await this.#db.deleteFrom("live_updates").where("endpoint_id", "=", endpointId).execute();
  }

  #endpoint() {
    return this.#db.selectFrom("live_updates").selectAll().limit(1).executeTakeFirst();
  }
}

/** Without the private fields, so that a test may pass a part of it. */
export type EndpointStore = Pick<DatabaseEndpointStore, keyof DatabaseEndpointStore>;

export function createEndpointStore(db: Database, vault: Vault): EndpointStore {
  return new DatabaseEndpointStore(db, vault);
}

/** The store over this process's database. */
export async function endpointStore(): Promise<EndpointStore> {
  return createEndpointStore(await database(), vault());
}
