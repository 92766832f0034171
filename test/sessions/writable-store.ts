import { act, type Tx } from "@/lib/server/act";
import { bySystem } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import {
  adopt,
  claimAlone,
  claimAttempt,
  recordMade,
  recordNotMade,
  recordUnknown,
} from "@/lib/server/sessions/attempt-store";
import type { AdoptedSession, NewAttempt } from "@/lib/server/sessions/claim";
import { createSessionStore } from "@/lib/server/sessions/store";
import type { Seen, UpstreamSession } from "@/lib/server/sessions/stored-session";
import { now } from "./sample-session";

export type TestStore = ReturnType<typeof writableStore>;

/** The store, with everything that is written to it as an act of its own. */
export function writableStore(db: Database, vault: Vault) {
  const deed = { action: "link-created", outcome: "ok" } as const;
  const ctx = bySystem("housekeeping", { db, vault, now: () => now });
  const done = <T>(work: (tx: Tx) => Promise<T>) => act(ctx, deed, work);
  return Object.assign(createSessionStore(db, vault), {
    claimAttempt: (attempt: NewAttempt) => done((tx) => claimAttempt(tx, vault, attempt)),
    claimAlone: (attempt: NewAttempt) => done((tx) => claimAlone(tx, vault, attempt, new Set())),
    recordMade: (id: string, session: UpstreamSession, seen: Seen) =>
      done((tx) => recordMade(tx, vault, id, session, seen)),
    recordUnknown: (id: string, requestId: string | null, at: Date) =>
      done((tx) => recordUnknown(tx, vault, id, { requestId, at })),
    recordNotMade: (id: string) => done((tx) => recordNotMade(tx, vault, id)),
    adopt: (session: AdoptedSession) =>
      done((tx) => adopt(tx, vault, session).then(({ row }) => row)),
  });
}
