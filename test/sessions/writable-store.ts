import type { PatientIdentity } from "@/lib/errors";
import { act, type Tx } from "@/lib/server/act";
import {
  type AdoptedSession,
  adopt,
  claimAlone,
  claimAttempt,
  type NewAttempt,
  recordMade,
  recordNotMade,
  recordUnknown,
} from "@/lib/server/sessions/attempt-store";
import { type Books, findSession } from "@/lib/server/sessions/find";
import { renamePatient } from "@/lib/server/sessions/links";
import type { Seen, UpstreamSession } from "@/lib/server/sessions/stored-session";
import { now } from "./sample-session";

export type TestStore = ReturnType<typeof writableStore>;

/** Sealed rows, and everything that is written to them as an act of its own. */
export function writableStore({ db, vault }: Books) {
  const deed = { action: "link-created", outcome: "ok" } as const;
  const ctx = {
    actor: { kind: "system", job: "housekeeping" },
    db,
    vault,
    now: () => now,
  } as const;
  const done = <T>(work: (tx: Tx) => Promise<T>) => act(ctx, deed, work);
  return {
    db,
    vault,
    claimAttempt: (attempt: NewAttempt) => done((tx) => claimAttempt(tx, vault, attempt)),
    claimAlone: (attempt: NewAttempt) => done((tx) => claimAlone(tx, vault, attempt, new Set())),
    recordMade: (id: string, session: UpstreamSession, seen: Seen) =>
      done((tx) => recordMade(tx, vault, id, session, seen)),
    recordUnknown: async (id: string, requestId: string | null, at: Date) => {
      await done((tx) => recordUnknown(tx, id, { requestId, at }));
      return findSession({ db, vault }, id);
    },
    recordNotMade: async (id: string) => {
      await done((tx) => recordNotMade(tx, id));
      return findSession({ db, vault }, id);
    },
    renamePatient: (key: string, identity: PatientIdentity) =>
      done((tx) => renamePatient(tx, vault, key, identity)),
    adopt: (session: AdoptedSession) =>
      done((tx) => adopt(tx, vault, session).then(({ row }) => row)),
  };
}
