import "server-only";
import type { Database } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import { afterThisFile } from "@/lib/server/db/test-clean-up";
import { newFolder, openUntilEnd } from "@/lib/server/db/test-database";
import { createSourceCache, sourceNames } from "@/lib/server/sources/service";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { anyId } from "@/lib/sessions/id-rules";
import { sampleInput } from "@/lib/sessions/sample-input";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionCard } from "@/lib/sessions/session";
import { listAlike } from "./alike";
import type { DeskServices } from "./desk-services";
import { type FakeClock, fakeClock } from "./fake-clock";
import { type FakeConnect, fakeConnect } from "./fake-connect";
import { sampleSecret } from "./sample-session";
import { createSession } from "./service";
import { createSessionStore } from "./store";
import { createWorklistStore, type WorklistStore } from "./worklist-store";

/** One database for all tests of a file: opening one takes longer than most of them. */
let opened: Promise<Database> | null = null;

function database(): Promise<Database> {
  if (opened) return opened;
  afterThisFile(async () => {
    opened = null;
  });
  opened = newFolder().then(openUntilEnd);
  return opened;
}

/** The desk of one test: the real store, empty, and an API in memory. */
export async function newDesk(): Promise<{
  desk: DeskServices & { worklist: WorklistStore };
  api: FakeConnect;
  clock: FakeClock;
  db: Database;
}> {
  const vault = createVault(sampleSecret);
  const db = await database();
  const store = createSessionStore(db, vault);
  await store.removeOlderThan(new Date("9999-12-31"));
  const clock = fakeClock();
  const api = fakeConnect(clock);
  const cache = createSourceCache(() => clock.now().getTime());
  const desk: DeskServices & { worklist: WorklistStore } = {
    connect: api.client,
    store,
    worklist: createWorklistStore(db, vault),
    sourceNames: (ids) => sourceNames(ids, api.client, cache),
    listAlike: (patientId) => listAlike(db, vault, patientId),
    clinic: {
      ...anyId,
      returnUrl: "https://clinic.example/done",
      buttonLabel: "Riverside Clinic",
    },
    now: clock.now,
    wait: clock.wait,
  };
  return { desk, api, clock, db };
}

/** One press of Create. */
export function press(
  desk: DeskServices,
  changes: Partial<CreateSessionInput> = {},
): Promise<ActionResult<CreatedSession>> {
  return createSession(sampleInput(changes), { id: "staff-1" }, desk);
}

/** The card that staff see. @throws when they see none */
export function shown(result: ActionResult<CreatedSession>): SessionCard {
  if (!result.ok) throw new Error(`There is no card: ${result.error.kind}.`);
  return result.value.card;
}

/** What a card lets a patient open. */
export function linkOf(result: ActionResult<CreatedSession>): string | undefined {
  return shown(result).link?.url;
}
