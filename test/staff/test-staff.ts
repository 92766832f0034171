import { signInId, staffId } from "@/lib/ids";
import { act, type Tx } from "@/lib/server/act";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { Ctx, From, StaffActor, StaffFrom, VisitorActor } from "@/lib/server/context";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import type { SignInSettings } from "@/lib/server/env";
import { type Browser, browserWith, type CookieAttributes } from "@/lib/server/staff/browser";
import type { Staff } from "@/lib/server/staff/guard";
import { addStaff } from "@/lib/server/staff/members";
import { hashPassword } from "@/lib/server/staff/password-hash";
import { signIn } from "@/lib/server/staff/sign-in";
import { findSignedIn, tokenAt } from "@/lib/server/staff/sign-ins";
import type { ClinicSettings } from "@/lib/settings/clinic";
import type { Proof } from "@/lib/staff/proof";
import type { StaffRole } from "@/lib/staff/staff";
import { testCtx, visitor as visitorActor } from "@/test/ctx";
import { type NewPlace, openUntilEnd } from "@/test/db/test-database";
import { recording } from "./recording";

export const password = "violet kettle under moss";
export const dana = { name: "Dana Kowalski", email: "dana@clinic.example" };
/** What somebody shows anew who knows the password of the tests. */
export const ownPassword: Proof = { way: "password", password };

/** The hash of the app takes long on purpose. */
const cheap = { N: 2 ** 10, r: 8, p: 1 };
const ownSecret = "a made-up secret of the tests, 43 characters";

/** A desk with nobody at it, whose clock stands still and whose audit trail can be read. */
export type TestStaff = Ctx<VisitorActor> & {
  db: WritableDatabase;
  audited: AuditEntry[];
  setClinic: (changed: Partial<ClinicSettings>) => void;
  /** Moves the clock on. */
  waitFor: (seconds: number) => void;
};

export async function openTestStaff(
  newPlace: NewPlace,
  ways: Partial<SignInSettings> = {},
  { appUrl = "http://localhost:3000", secret = ownSecret } = {},
): Promise<TestStaff> {
  const audited: AuditEntry[] = [];
  const db = (await openUntilEnd(await newPlace())).withPlugin(recording(audited));
  const { ctx } = await testCtx({ db });
  const openedAt = Date.now();
  let waitedMs = 0;
  const desk: TestStaff = {
    ...ctx,
    actor: visitorActor,
    vault: createVault(secret),
    env: { ...ctx.env, appUrl, signIn: { ...ctx.env.signIn, ...ways } },
    now: () => new Date(openedAt + waitedMs),
    audited,
    setClinic: (changed) => {
      desk.clinic = { ...desk.clinic, ...changed };
    },
    waitFor: (seconds) => {
      waitedMs += seconds * 1000;
    },
  };
  return desk;
}

/** A browser with a jar of its own. */
export function newBrowser({
  appUrl = "http://localhost:3000",
  userAgent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0",
} = {}) {
  const jar = new Map<string, string>();
  /** What it was told of each cookie. */
  const attributes = new Map<string, CookieAttributes>();
  const kept = {
    get: (name: string) => {
      const value = jar.get(name);
      return value === undefined ? undefined : { value };
    },
    set: (name: string, value: string, told: CookieAttributes) => {
      attributes.set(name, told);
      if (told.maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    },
  };
  const sent = new Headers({ "user-agent": userAgent });
  return { ...browserWith(kept, sent, appUrl), jar, attributes };
}

export function visitor(browser: Browser = newBrowser(), address: string | null = null): From {
  return { browser, address };
}

/** The desk as one of the staff uses it. */
export function asStaff(desk: TestStaff, { id, role, sessionId }: Omit<Staff, "name" | "email">) {
  const actor: StaffActor = {
    ...{ kind: "staff", role },
    ...{ staffId: staffId(id), signInId: signInId(sessionId) },
  };
  return { ...desk, actor };
}

export function fromStaff(
  staff: Staff,
  browser: Browser = newBrowser(),
  proof: Proof | undefined = undefined,
): StaffFrom {
  return { staff, browser, proof, address: null };
}

/** Changes something beforehand; its line is none of what the test looks at. */
export async function changing<T>(desk: TestStaff, work: (tx: Tx) => Promise<T>): Promise<T> {
  const before = desk.audited.length;
  const deed = { action: "staff-joined", outcome: "ok" } as const;
  const done = await act(desk, deed, work);
  desk.audited.length = before;
  return done;
}

/** Adds one of the staff, with the password of the tests. @returns the id */
export async function addColleague(
  desk: TestStaff,
  { role = "desk", ...who }: { name?: string; email?: string; role?: StaffRole } = {},
  cost = cheap,
): Promise<string> {
  const passwordHash = await hashPassword(password, cost);
  const added = await changing(desk, (tx) =>
    addStaff(tx, { ...dana, ...who, role, passwordHash }, desk.now()),
  );
  if (!added.ok) throw new Error(added.error.kind);
  return added.value;
}

/** Signs in with the password of the tests. */
export async function signInAt(
  desk: TestStaff,
  browser: Browser,
  email = dana.email,
): Promise<Staff> {
  const step = await signIn(desk, { email, password }, visitor(browser));
  const staff = await staffAt(desk, browser);
  if (!step.ok || !staff) throw new Error(`Nobody was signed in: ${JSON.stringify(step)}`);
  return staff;
}

/** A desk with one of the staff, who is signed in with a password alone. */
export async function signedInDesk(newPlace: NewPlace) {
  const desk = await openTestStaff(newPlace);
  await addColleague(desk);
  const browser = newBrowser();
  return { desk, browser, staff: await signInAt(desk, browser) };
}

/** Who is signed in with this browser; null when nobody is. */
export async function staffAt(desk: TestStaff, browser: Browser): Promise<Staff | null> {
  const token = tokenAt(browser);
  return token === null ? null : ((await findSignedIn(desk, token))?.staff ?? null);
}
