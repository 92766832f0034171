import "server-only";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import type { UpstreamSession } from "./stored-session";

/** Keyed hash of a connection's `conn_` id. */
export function connectionKey(vault: Vault, connectionId: string): string {
  return vault.fingerprint("connection-id", connectionId);
}

/** Lets the session be found by its connections: news of one names neither session nor patient. */
export async function noteConnections(
  db: Database,
  vault: Vault,
  sessionId: string,
  connections: UpstreamSession["connections"],
): Promise<void> {
  const ids = connections.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return;
  await db
    .insertInto("session_connections")
    .values(
      [...new Set(ids)].map((id) => ({
        connection_key: connectionKey(vault, id),
        session_id: sessionId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
