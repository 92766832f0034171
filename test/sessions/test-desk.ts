import type { Database } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import { listAlike } from "@/lib/server/sessions/alike";
import type { DeskServices } from "@/lib/server/sessions/desk-services";
import { createSession } from "@/lib/server/sessions/service";
import { createSessionStore } from "@/lib/server/sessions/store";
import { createWorklistStore, type WorklistStore } from "@/lib/server/sessions/worklist-store";
import { createSourceCache, sourceNames } from "@/lib/server/sources/service";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { anyId } from "@/lib/sessions/id-rules";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionCard } from "@/lib/sessions/session";
import { linesOf, type TrailLine } from "@/test/audit/test-trail";
import { afterThisFile } from "@/test/db/test-clean-up";
import { newFolder, openUntilEnd } from "@/test/db/test-database";
import { type FakeClock, fakeClock } from "@/test/fake-clock";
import { type FakeConnect, fakeConnect } from "./fake-connect";
import { sampleInput } from "./sample-input";
import { sampleSecret } from "./sample-session";
import { type TestStore, writableStore } from "./writable-store";

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

export type TestDesk = DeskServices & { store: TestStore; worklist: WorklistStore };

/** The desk of one test: the real store, empty, and an API in memory. */
export async function newDesk(): Promise<{
  desk: TestDesk;
  api: FakeConnect;
  clock: FakeClock;
  db: Database;
  /** What was written down in this test. */
  lines: () => Promise<TrailLine[]>;
}> {
  const db = await database();
  await createSessionStore(db, createVault(sampleSecret)).removeOlderThan(new Date("9999-12-31"));
  const clock = fakeClock();
  const api = fakeConnect(clock);
  const before = await linesOf(db);
  const lines = async () => (await linesOf(db)).slice(before.length);
  return { desk: deskOn(db, api, clock), api, clock, db, lines };
}

/** A desk over this database, at this API. */
export function deskOn(db: Database, api: FakeConnect, clock: FakeClock): TestDesk {
  const vault = createVault(sampleSecret);
  const catalog = createSourceCache(() => clock.now().getTime());
  return {
    db,
    vault,
    connect: api.client,
    store: writableStore(db, vault),
    worklist: createWorklistStore(db, vault),
    sourceNames: (ids) => sourceNames({ connect: api.client, catalog }, ids),
    listAlike: (patientId) => listAlike(db, vault, patientId),
    clinic: {
      ...anyId,
      returnUrl: "https://clinic.example/done",
      buttonLabel: "Riverside Clinic",
    },
    now: clock.now,
    wait: clock.wait,
  };
}

export const clerk = { id: "staff-1", sessionId: "place-1" };

/** One press of Create. */
export function press(
  desk: DeskServices,
  changes: Partial<CreateSessionInput> = {},
): Promise<ActionResult<CreatedSession>> {
  return createSession(sampleInput(changes), clerk, desk);
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
