import { act, type Tx } from "@/lib/server/act";
import { type AuditEntry, audit } from "@/lib/server/audit/service";
import { bySystem } from "@/lib/server/context";
import { createVault } from "@/lib/server/db/seal";
import type { SignInSettings } from "@/lib/server/env";
import { createStaffAuth } from "@/lib/server/staff/auth";
import type { Engine } from "@/lib/server/staff/auth-tables";
import type { Browser } from "@/lib/server/staff/browser";
import type { Staff, Visitor } from "@/lib/server/staff/guard";
import { addStaff } from "@/lib/server/staff/members";
import { hashPassword } from "@/lib/server/staff/password-hash";
import { findSignedIn, tokenOf } from "@/lib/server/staff/sessions";
import { signIn } from "@/lib/server/staff/sign-in";
import type { StaffServices } from "@/lib/server/staff/staff-services";
import { type ClinicSettings, defaultSettings } from "@/lib/settings/clinic";
import type { StaffRole } from "@/lib/staff/staff";
import { type NewPlace, openUntilEnd } from "@/test/db/test-database";
import { recording } from "./recording";

export const password = "violet kettle under moss";
export const dana = { name: "Dana Kowalski", email: "dana@clinic.example" };

/** The hash of the app takes long on purpose. */
const cheap = { N: 2 ** 10, r: 8, p: 1 };
const nothing = () => {};
const noLog = { info: nothing, warn: nothing, error: nothing };
const secret = "a made-up secret of the tests, 43 characters";

/** A desk with nobody at it, whose clock stands still and whose audit trail can be read. */
export type TestStaff = StaffServices & {
  audited: AuditEntry[];
  setClinic: (changed: Partial<ClinicSettings>) => void;
  /** Moves the clock on. better-auth's own goes as ever. */
  wait: (seconds: number) => void;
};

export async function openTestStaff(
  newPlace: NewPlace,
  ways: Partial<SignInSettings> = {},
  appUrl = "http://localhost:3000",
): Promise<TestStaff> {
  const place = await newPlace();
  const audited: AuditEntry[] = [];
  const db = (await openUntilEnd(place)).withPlugin(recording(audited));
  const engine: Engine = place.databaseUrl === null ? "sqlite" : "postgres";
  const settings = {
    password: true,
    demo: false,
    newPasswordFor: null,
    clientIpHeader: null,
    singleSignOn: null,
    ...ways,
  };
  const common = {
    db,
    engine,
    secret,
    appUrl,
    log: noLog,
    vault: createVault(secret),
    now: () => new Date(),
  };
  const auth = await createStaffAuth({ ...common, singleSignOn: null });
  const provider = createStaffAuth({ ...common, singleSignOn: settings.singleSignOn });
  let clinic = { ...defaultSettings, name: "Riverside Clinic" };
  const openedAt = Date.now();
  let waitedMs = 0;
  const desk: TestStaff = {
    db,
    engine,
    vault: createVault(secret),
    auth: async () => auth,
    providerAuth: () => provider,
    appUrl,
    ways: settings,
    clinic: async () => clinic,
    audit: (entry) => audit(entry, desk),
    now: () => new Date(openedAt + waitedMs),
    audited,
    setClinic: (changed) => {
      clinic = { ...clinic, ...changed };
    },
    wait: (seconds) => {
      waitedMs += seconds * 1000;
    },
  };
  return desk;
}

/** A browser with a jar of its own. */
export function newBrowser(userAgent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"): Browser & {
  jar: Map<string, string>;
} {
  const jar = new Map<string, string>();
  const put = (name: string, value: string, maxAge: number | undefined) => {
    if (maxAge === 0) jar.delete(name);
    else jar.set(name, value);
  };
  return {
    jar,
    get headers() {
      const cookie = [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      return new Headers({ cookie: cookie.join("; "), "user-agent": userAgent });
    },
    readCookie: (name) => jar.get(name) ?? null,
    setCookie: (name, value, { maxAge }) => put(name, value, maxAge),
    takeCookies: (answer) => {
      for (const line of answer.getSetCookie()) {
        const [pair = "", ...attributes] = line.split("; ");
        const [name = "", value = ""] = pair.split("=");
        const maxAge = attributes.find((one) => /^max-age=/i.test(one))?.slice(8);
        put(name, decodeURIComponent(value), maxAge === undefined ? undefined : Number(maxAge));
      }
    },
  };
}

export function visitor(browser: Browser = newBrowser(), address: string | null = null): Visitor {
  return { browser, address };
}

/** Changes something beforehand; its line is none of what the test looks at. */
export async function changing<T>(desk: TestStaff, work: (tx: Tx) => Promise<T>): Promise<T> {
  const before = desk.audited.length;
  const deed = { action: "staff-joined", outcome: "ok" } as const;
  const done = await act(bySystem("start", desk), deed, work);
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
    addStaff({ ...dana, ...who, role, passwordHash }, { ...desk, db: tx }),
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
  const step = await signIn({ email, password }, visitor(browser), desk);
  const staff = await staffAt(desk, browser);
  if (!step.ok || !staff) throw new Error(`Nobody was signed in: ${JSON.stringify(step)}`);
  return staff;
}

/** Who is signed in with this browser; null when nobody is. */
export async function staffAt(desk: TestStaff, browser: Browser): Promise<Staff | null> {
  const cookie = browser.readCookie("desk-session");
  return cookie === null ? null : ((await findSignedIn(tokenOf(cookie), desk))?.staff ?? null);
}
