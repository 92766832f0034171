import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openDatabase } from "@/lib/server/db/client";
import { createVault } from "@/lib/server/db/seal";
import { createSourceCache, sourceNames } from "@/lib/server/sources/service";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { sampleInput } from "@/lib/sessions/sample-input";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionCard } from "@/lib/sessions/session";
import type { DeskServices } from "./desk-services";
import { type FakeClock, fakeClock } from "./fake-clock";
import { type FakeConnect, fakeConnect } from "./fake-connect";
import { sampleSecret } from "./sample-session";
import { createSession } from "./service";
import { createSessionStore } from "./store";
import { createWorklistStore, type WorklistStore } from "./worklist-store";

/** One database for all tests of a file: opening one takes longer than most of them. */
const dataDir = mkdtempSync(join(tmpdir(), "desk-data-"));
const opened = openDatabase({ dataDir, databaseUrl: null });
afterAll(async () => {
  await (await opened).destroy();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The desk of one test: the real store, empty, and an API in memory. */
export async function newDesk(): Promise<{
  desk: DeskServices & { worklist: WorklistStore };
  api: FakeConnect;
  clock: FakeClock;
}> {
  const vault = createVault(sampleSecret);
  const store = createSessionStore(await opened, vault);
  await store.removeOlderThan(new Date("9999-12-31"));
  const clock = fakeClock();
  const api = fakeConnect(clock);
  const cache = createSourceCache(() => clock.now().getTime());
  const desk: DeskServices & { worklist: WorklistStore } = {
    connect: api.client,
    store,
    worklist: createWorklistStore(await opened, vault),
    sourceNames: (ids) => sourceNames(ids, api.client, cache),
    clinic: { returnUrl: "https://clinic.example/done", buttonLabel: "Riverside Clinic" },
    now: clock.now,
    wait: clock.wait,
  };
  return { desk, api, clock };
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
