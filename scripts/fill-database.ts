/*
 * A process of its own for `keep-database.mjs`: fills this process's database through the app's own
 * use cases and the sandbox, with made-up people, and closes it. What the tests look for in it is in
 * `lib/server/db/kept/README.md`.
 */

import { attempt, sampleInput } from "@/test/sessions/sample-input";
import { writableStore } from "@/test/sessions/writable-store";
import { controlOf } from "../e2e/sandbox";
import { closeDatabase } from "../lib/server/db/client";
import { staffCtx } from "../lib/server/desk";
import { createSession } from "../lib/server/sessions/create-session";
import { findLink } from "../lib/server/sessions/find";
import { finishFollowUp } from "../lib/server/sessions/follow-up";
import { recordHandover } from "../lib/server/sessions/hand-over";
import { rereadSession } from "../lib/server/sessions/status";
import { saveClinicSettings } from "../lib/server/settings/service";
import type { Browser } from "../lib/server/staff/browser";
import { firstStartLines } from "../lib/server/staff/first-start";
import type { Staff } from "../lib/server/staff/guard";
import { inviteStaff } from "../lib/server/staff/invite";
import { deactivateStaff } from "../lib/server/staff/service";
import { redeemOneTimeAddress } from "../lib/server/staff/set-up";
import { signIn } from "../lib/server/staff/sign-in";
import { staffServices } from "../lib/server/staff/staff-services";
import { demoKey, startSandbox } from "../sandbox/server";

const password = "violet kettle under moss";
const hospital = "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc";
const sandbox = await startSandbox();
const control = controlOf(sandbox.origin);
Object.assign(process.env, {
  MEDBLOCKS_API_KEY: demoKey,
  MEDBLOCKS_API_URL: sandbox.origin,
  MEDBLOCKS_LINK_ORIGINS: sandbox.origin,
});

try {
  const administrator = await fillStaff();
  await saveClinicSettings(await staffCtx(administrator), { name: "Riverside Clinic" });
  await fillLinks(administrator);
} finally {
  await closeDatabase();
  await sandbox.close();
}

/** An administrator, a clerk, one who has left, and one who is invited. @returns the administrator */
async function fillStaff(): Promise<Staff> {
  const services = await staffServices();
  const [line = ""] = await firstStartLines(services);
  const admin = await join(line, { name: "Ada Nowak", email: "ada@clinic.example" });
  for (const who of [
    { name: "Dana Kowalski", email: "dana@clinic.example" },
    { name: "Finn Left", email: "finn@clinic.example" },
  ]) {
    const invited = await inviteStaff({ ...who, role: "desk" }, admin, services);
    if (!invited.ok) throw new Error(invited.error.kind);
    const { id } = await join(invited.value.address, {});
    if (who.name === "Finn Left") await deactivateStaff(id, admin, services);
  }
  const invited = { name: "Ines Invited", email: "ines@clinic.example", role: "desk" } as const;
  await inviteStaff(invited, admin, services);
  await signIn({ email: "dana@clinic.example", password: "wrong" }, visitor(), services);
  return admin;
}

async function join(address: string, who: { name?: string; email?: string }): Promise<Staff> {
  const token = address.split("#").at(-1) ?? "";
  const services = await staffServices();
  const joined = await redeemOneTimeAddress({ token, password, ...who }, visitor(), services);
  if (!joined.ok) throw new Error(joined.error.kind);
  if (joined.value.step !== "signed-in") throw new Error("Nobody is signed in.");
  const { id: userId } = joined.value.staff;
  const { id: sessionId } = await services.db
    .selectFrom("staff_sessions")
    .select("id")
    .where("userId", "=", userId)
    .executeTakeFirstOrThrow();
  return { ...joined.value.staff, sessionId };
}

/** One that connected, one that waits, one with no outcome, one that was refused, one left behind. */
async function fillLinks(staff: Staff): Promise<void> {
  const ctx = await staffCtx(staff);
  const connected = await press(1, "MRN-50001", "Łukasz Żółkiewski", staff);
  await recordHandover(ctx, { id: connected, what: "shown" });
  const row = await findLink(ctx, connected);
  const upstreamId = row?.snapshot.upstreamId ?? "";
  await control.outcome(upstreamId, { sourceId: hospital, status: "active" });
  await control.complete(upstreamId);
  await rereadSession(ctx, connected);
  await finishFollowUp(ctx, { id: connected, note: "Called back, all is well." });

  await press(2, "MRN-50002", "Nguyễn Thị Đào", staff);
  await control.fault({ kind: "drop-after", on: "createSession" });
  await press(3, "MRN-50003", "María O'Connor-López", staff);
  await control.clearFaults();
  await control.fault({ kind: "status", status: 403, on: "createSession" });
  await press(4, "MRN-50004", "Søren Ærø", staff);
  await control.clearFaults();
  const { attemptId: _, replaces: __, makeAnother: ___, ...details } = sampleInput();
  await writableStore(ctx).claimAttempt({
    attemptId: attempt(5),
    details: { ...details, patientId: "MRN-50005", name: "Jane Doe" },
    tag: "Amber 5",
    staffId: staff.id,
    now: ctx.now(),
  });
}

/** @returns our id of the link; empty when none was made */
async function press(number: number, patientId: string, name: string, staff: Staff) {
  const changes = { attemptId: attempt(number), patientId, name, lifetimeSeconds: 86_400 };
  const email = `patient${number}@example.com`;
  const input = sampleInput({ ...changes, email, suggestedSourceIds: [hospital] });
  const result = await createSession(await staffCtx(staff), input);
  return result.ok ? result.value.card.progress.id : "";
}

function visitor() {
  const browser: Browser = {
    headers: new Headers({ "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0" }),
    readCookie: () => null,
    takeCookies: () => {},
    setCookie: () => {},
  };
  return { browser, address: null };
}
