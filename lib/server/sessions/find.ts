import "server-only";
import type { Ctx } from "@/lib/server/context";
import { createSessionStore } from "./store";
import type { StoredSession } from "./stored-session";

/** A link, or an attempt at one, by our id. */
export function findSession(
  { db, vault }: Pick<Ctx, "db" | "vault">,
  id: string,
): Promise<StoredSession | null> {
  return createSessionStore(db, vault).findById(id);
}
