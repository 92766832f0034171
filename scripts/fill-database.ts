/*
 * A process of its own for `keep-database.mjs`: fills this process's database through the app's own
 * use cases and the sandbox, with made-up people, and closes it. What the tests look for in it is in
 * `test/db/kept/README.md`.
 */
import { writeFileSync } from "node:fs";
import { join as pathTo } from "node:path";
import { keptPasskey } from "@/test/db/test-kept";
import { attempt, sampleInput } from "@/test/sessions/sample-input";
import { writableStore } from "@/test/sessions/writable-store";
import { codeOf } from "@/test/staff/test-code";
import { controlOf } from "../e2e/support/sandbox";
import { closeDatabase } from "../lib/server/db/client";
import { staffCtx, systemCtx, visitorCtx } from "../lib/server/desk";
import { env } from "../lib/server/env";
import { createSession } from "../lib/server/sessions/create-session";
import { findLink } from "../lib/server/sessions/find";
import { finishFollowUp } from "../lib/server/sessions/follow-up";
import { recordHandover } from "../lib/server/sessions/hand-over";
import { rereadSession } from "../lib/server/sessions/status";
import { saveClinicSettings } from "../lib/server/settings/service";
import { finishSecondFactor, startSecondFactor } from "../lib/server/staff/account";
import { deactivateStaff } from "../lib/server/staff/administer";
import { type Browser, browserWith } from "../lib/server/staff/browser";
import { firstStartLines } from "../lib/server/staff/first-start";
import type { Staff } from "../lib/server/staff/guard";
import { inviteStaff } from "../lib/server/staff/invite";
import { addPasskey, startPasskey } from "../lib/server/staff/passkeys";
import { redeemOneTimeAddress } from "../lib/server/staff/set-up";
import { signIn } from "../lib/server/staff/sign-in";
import { findSignedIn, tokenAt } from "../lib/server/staff/sign-ins";
import { demoKey, startSandbox } from "../sandbox/server";

const password = "violet kettle under moss";
const hospital = "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc";
const sandbox = await startSandbox();
const control = controlOf(sandbox.origin);
Object.assign(process.env, {
  MEDBLOCKS_API_KEY: demoKey,
  MEDBLOCKS_API_URL: sandbox.origin,
  MEDBLOCKS_LINK_ORIGINS: sandbox.origin,
  // Passkeys need a name.
  APP_URL: "http://localhost:3000",
});

try {
  const administrator = await fillStaff();
  await fillKeys();
  await saveClinicSettings(await staffCtx(administrator), { name: "Riverside Clinic" });
  await fillLinks(administrator);
} finally {
  await closeDatabase();
  await sandbox.close();
}

/** An administrator, a clerk, one who has left, and one who is invited. @returns the administrator */
async function fillStaff(): Promise<Staff> {
  const [line = ""] = await firstStartLines(await systemCtx("start"));
  const admin = await join(line, { name: "Ada Nowak", email: "ada@clinic.example" });
  const ctx = await staffCtx(admin);
  const from = { ...visitor(), staff: admin, proof: undefined };
  for (const who of [
    { name: "Dana Kowalski", email: "dana@clinic.example" },
    { name: "Finn Left", email: "finn@clinic.example" },
  ]) {
    const invited = await inviteStaff(ctx, { ...who, role: "desk" }, from);
    if (!invited.ok) throw new Error(invited.error.kind);
    const { id } = await join(invited.value.address, {});
    if (who.name === "Finn Left") await deactivateStaff(ctx, id);
  }
  const invited = { name: "Ines Invited", email: "ines@clinic.example", role: "desk" } as const;
  await inviteStaff(ctx, invited, from);
  const wrong = { email: "dana@clinic.example", password: "wrong" };
  await signIn(await visitorCtx(), wrong, visitor());
  return admin;
}

async function join(address: string, who: { name?: string; email?: string }): Promise<Staff> {
  const token = address.split("#").at(-1) ?? "";
  const from = visitor();
  const input = { token, password, ...who };
  const joined = await redeemOneTimeAddress(await visitorCtx(), input, from);
  if (!joined.ok) throw new Error(joined.error.kind);
  return staffAt(from.browser);
}

async function staffAt(browser: Browser): Promise<Staff> {
  const signedIn = await findSignedIn(await visitorCtx(), tokenAt(browser) ?? "");
  if (!signedIn) throw new Error("Nobody is signed in.");
  return signedIn.staff;
}

/** A passkey of Ada's, and Dana's second factor, of which she wrote down what nobody can read again. */
async function fillKeys(): Promise<void> {
  const { ctx, from } = await signInAs("ada@clinic.example");
  const order = await startPasskey(ctx, { password }, from);
  if (!order.ok) throw new Error(order.error.kind);
  const response = keptPasskey(ctx.env.appUrl).register(order.value.challenge);
  const added = await addPasskey(ctx, { name: "Phone", response }, from);
  if (!added.ok) throw new Error(added.error.kind);

  const dana = await signInAs("dana@clinic.example");
  const set = await startSecondFactor(dana.ctx, { password }, dana.from);
  if (!set.ok) throw new Error(set.error.kind);
  const { secret, recoveryCodes } = set.value;
  const finished = await finishSecondFactor(dana.ctx, { code: codeOf(secret) }, dana.from);
  if (!finished.ok) throw new Error(finished.error.kind);
  const wroteDown = JSON.stringify({ secret, recoveryCode: recoveryCodes[0] });
  writeFileSync(pathTo(ctx.env.dataDir, "wrote-down.json"), `${wroteDown}\n`);
}

async function signInAs(email: string) {
  const from = visitor();
  await signIn(await visitorCtx(), { email, password }, from);
  const staff = await staffAt(from.browser);
  return { ctx: await staffCtx(staff), from: { ...from, staff, proof: undefined } };
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
  const jar = new Map<string, string>();
  const kept = {
    get: (name: string) => {
      const value = jar.get(name);
      return value === undefined ? undefined : { value };
    },
    set: (name: string, value: string) => jar.set(name, value),
  };
  const sent = new Headers({ "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0" });
  return { browser: browserWith(kept, sent, env().appUrl), address: null };
}
