import { signInId, staffId } from "@/lib/ids";
import type { Ctx, StaffActor, SystemActor, VisitorActor } from "@/lib/server/context";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import { readEnv } from "@/lib/server/env";
import { createSourceCache } from "@/lib/server/sources/service";
import { defaultSettings } from "@/lib/settings/clinic";
import { linesOf, type TrailLine } from "@/test/audit/test-trail";
import { afterThisFile } from "@/test/db/test-clean-up";
import { newFolder, openUntilEnd } from "@/test/db/test-database";
import { type FakeConnect, fakeConnect } from "@/test/sessions/fake-connect";
import { sampleSecret } from "@/test/sessions/sample-session";
import { type FakeClock, fakeClock } from "./fake-clock";

/** Who acts in most tests. */
export const clerk: StaffActor = {
  kind: "staff",
  staffId: staffId("staff-1"),
  role: "desk",
  signInId: signInId("place-1"),
};
export const administrator: StaffActor = { ...clerk, role: "administrator" };
export const visitor: VisitorActor = { kind: "visitor" };
export const housekeeping: SystemActor = { kind: "system", job: "housekeeping" };

/** What the desk itself works with, in its jobs. */
export function asSystem(ctx: Ctx): Ctx<SystemActor> {
  return { ...ctx, actor: housekeeping };
}

const nothing = () => {};

/** Tests put things there that nobody did. */
type WritableCtx = Ctx<StaffActor> & { db: WritableDatabase };

export type TestCtx = {
  /** A clerk's. For anybody else: `{ ...ctx, actor: visitor }`. */
  ctx: WritableCtx;
  api: FakeConnect;
  clock: FakeClock;
  /** What was written down in this test. */
  lines: () => Promise<TrailLine[]>;
};

/**
 * The desk of one test: an empty database, an API in memory and a clock that the test moves.
 *
 * @param given what is to be another one, such as `db` on the engine that is tested
 */
export async function testCtx(given: Partial<WritableCtx> = {}): Promise<TestCtx> {
  const db = given.db ?? (await emptyDatabase());
  const clock = fakeClock();
  const api = fakeConnect(clock);
  const env = readEnv({ MEDBLOCKS_API_KEY: "mb_sk_sbx_test", APP_URL: "https://desk.example" });
  const ctx: WritableCtx = {
    actor: clerk,
    db,
    vault: createVault(sampleSecret),
    connect: api.client,
    catalog: createSourceCache(() => ctx.now().getTime()),
    clinic: {
      ...defaultSettings,
      name: "Riverside Clinic",
      timeZone: "America/New_York",
      returnUrl: "https://clinic.example/done",
      buttonLabel: "Riverside Clinic",
    },
    env,
    now: clock.now,
    wait: clock.wait,
    log: { info: nothing, warn: nothing, error: nothing },
    ...given,
  };
  const before = await linesOf(db);
  return { ctx, api, clock, lines: async () => (await linesOf(db)).slice(before.length) };
}

/** One for all tests of a file, on the embedded engine: opening one takes longer than most tests. */
let opened: Promise<WritableDatabase> | null = null;

async function emptyDatabase(): Promise<WritableDatabase> {
  opened ??= openForFile();
  const db = await opened;
  for (const table of emptied) await db.deleteFrom(table).execute();
  return db;
}

async function openForFile(): Promise<WritableDatabase> {
  afterThisFile(async () => {
    opened = null;
  });
  return openUntilEnd(await newFolder());
}

/** All but the trail, which takes no removal, and the marks of the database itself. */
const emptied = [
  "session_words",
  "session_connections",
  "record_syncs",
  "displays",
  "sessions",
  "settings",
  "live_updates",
  "webhook_events",
  "sign_in_tries",
  "refused_tries",
  "one_time_addresses",
  "staff_second_factors",
  "staff_passkeys",
  "staff_accounts",
  "staff_sessions",
  "staff",
] as const;
