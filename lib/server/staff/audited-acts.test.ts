import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AuditAction } from "@/lib/audit/action";
import { refuseRows } from "@/test/audit/test-trail";
import { describeOnEachEngine } from "@/test/db/test-database";
import { codeOf } from "@/test/staff/test-code";
import { addTestPasskey, testPasskey } from "@/test/staff/test-passkey";
import {
  addColleague,
  asStaff,
  dana,
  fromStaff,
  newBrowser,
  openTestStaff,
  ownPassword,
  password,
  signInAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import {
  changePassword,
  finishSecondFactor,
  makeRecoveryCodes,
  startSecondFactor,
  stopSecondFactor,
} from "./account";
import { changeRole, deactivateStaff, endSignIn, reactivateStaff } from "./administer";
import type { Browser } from "./browser";
import { firstStartLines } from "./first-start";
import type { Staff } from "./guard";
import { inviteStaff, makeNewPasswordAddress, withdrawInvitation } from "./invite";
import { addPasskey, removePasskey, startPasskey } from "./passkeys";
import { redeemOneTimeAddress } from "./set-up";
import { signIn } from "./sign-in";
import { signOut } from "./sign-ins";

type Bench = { desk: TestStaff; staff: Staff; browser: Browser; lee: string };
/** Gets everything ready. @returns the act itself */
type Prepare = (bench: Bench) => Promise<() => Promise<unknown>>;

const kim = { email: "kim@clinic.example", name: "Kim Lee", role: "desk" } as const;

/** Of every act that the trail knows: how it is done, or the file whose tests hold it. */
const acts: Record<AuditAction, Prepare | string> = {
  "sign-in":
    async ({ desk }) =>
    () =>
      signIn(desk, { ...dana, password }, visitor()),
  "sign-out":
    async ({ desk, staff, browser }) =>
    () =>
      signOut(asStaff(desk, staff), "asked", { browser }),
  "second-factor": looks(),
  "tries-refused": looks(),
  "password-changed":
    async ({ desk, staff, browser }) =>
    () =>
      changePassword(
        asStaff(desk, staff),
        { currentPassword: password, newPassword: `${password} again` },
        fromStaff(staff, browser),
      ),
  "password-reset":
    async ({ desk, staff, lee }) =>
    () =>
      makeNewPasswordAddress(asStaff(desk, staff), lee, fromStaff(staff, undefined, ownPassword)),
  "passkey-added": async ({ desk, staff, browser }) => {
    const order = await startPasskey(asStaff(desk, staff), { password }, fromStaff(staff, browser));
    if (!order.ok) throw new Error(order.error.kind);
    const response = testPasskey(desk.env.appUrl).register(order.value.challenge);
    const input = { name: "Phone", response };
    return () => addPasskey(asStaff(desk, staff), input, fromStaff(staff, browser));
  },
  "passkey-removed": async ({ desk, staff }) => {
    await addTestPasskey(desk, staff.id);
    const { id } = await desk.db
      .selectFrom("staff_passkeys")
      .select("id")
      .executeTakeFirstOrThrow();
    return () => removePasskey(asStaff(desk, staff), id);
  },
  "second-factor-on": async ({ desk, staff, browser }) => {
    const acting = asStaff(desk, staff);
    const set = await startSecondFactor(acting, { password }, fromStaff(staff, browser));
    if (!set.ok) throw new Error(set.error.kind);
    const code = codeOf(set.value.secret, desk.now().getTime());
    return () => finishSecondFactor(acting, { code }, fromStaff(staff, browser));
  },
  "second-factor-off":
    async ({ desk, staff }) =>
    () =>
      stopSecondFactor(asStaff(desk, staff), undefined, fromStaff(staff, undefined, ownPassword)),
  "recovery-codes-made":
    async ({ desk, staff }) =>
    () =>
      makeRecoveryCodes(asStaff(desk, staff), { password }),
  "address-printed": async ({ desk, staff }) => {
    await deactivateAll(desk, staff);
    return () => firstStartLines(desk);
  },
  "staff-invited":
    async ({ desk, staff }) =>
    () =>
      inviteStaff(asStaff(desk, staff), kim, fromStaff(staff)),
  "invitation-withdrawn": async ({ desk, staff }) => {
    await inviteStaff(asStaff(desk, staff), kim, fromStaff(staff));
    const { id } = await desk.db
      .selectFrom("one_time_addresses")
      .select("id")
      .executeTakeFirstOrThrow();
    return () => withdrawInvitation(asStaff(desk, staff), id);
  },
  "staff-joined": async ({ desk, staff }) => {
    const invited = await inviteStaff(asStaff(desk, staff), kim, fromStaff(staff));
    if (!invited.ok) throw new Error(invited.error.kind);
    const token = invited.value.address.split("#")[1] ?? "";
    return () => redeemOneTimeAddress(desk, { token, password }, visitor());
  },
  "role-changed":
    async ({ desk, staff, lee }) =>
    () =>
      changeRole(
        asStaff(desk, staff),
        { staffId: lee, role: "administrator" },
        fromStaff(staff, undefined, ownPassword),
      ),
  "staff-deactivated":
    async ({ desk, staff, lee }) =>
    () =>
      deactivateStaff(asStaff(desk, staff), lee),
  "staff-reactivated": async ({ desk, staff, lee }) => {
    await deactivateStaff(asStaff(desk, staff), lee);
    return () =>
      reactivateStaff(asStaff(desk, staff), lee, fromStaff(staff, undefined, ownPassword));
  },
  "staff-session-ended":
    async ({ desk, staff }) =>
    () =>
      endSignIn(asStaff(desk, staff), staff.sessionId),
  "settings-changed": "lib/server/settings/service.test.ts",
  "test-email-sent": "lib/server/mail/test-email.test.ts",
  "live-updates-on": "lib/server/live-updates/endpoint.test.ts",
  "live-updates-off": "lib/server/live-updates/endpoint.test.ts",
  "live-updates-secret-changed": "lib/server/live-updates/endpoint.test.ts",
  "live-updates-revived": "lib/server/live-updates/endpoint.test.ts",
  "display-paired": "lib/server/display/display-trail.test.ts",
  "display-unpaired": "lib/server/display/display-trail.test.ts",
  "link-created": "lib/server/sessions/create-session-trail.test.ts",
  "link-taken-in": "lib/server/sessions/create-session-trail.test.ts",
  "links-removed": "lib/server/sessions/create-session-trail.test.ts",
  "link-viewed": looks(),
  "link-copied": looks(),
  "link-message-copied": looks(),
  "link-printed": looks(),
  "link-shown": looks(),
  "link-displayed": looks(),
  "link-opened": looks(),
  "link-mailed": looks(),
  "link-texted": looks(),
  "link-shared": looks(),
  "link-emailed": "lib/server/sessions/hand-over-email.test.ts",
  "follow-up-done": "lib/server/sessions/follow-up.test.ts",
  "follow-up-reopened": "lib/server/sessions/follow-up.test.ts",
  "connection-disconnected": "lib/server/sessions/way-out.test.ts",
  "patient-viewed": looks(),
  "patient-corrected": "lib/server/patients/service.test.ts",
  "audit-viewed": looks(),
  "audit-checked": looks(),
  "audit-exported": looks(),
  "trail-adopted": looks(),
  "database-restored": looks(),
  "clock-confirmed": looks(),
};

/** Changes nothing but the trail. */
function looks(): string {
  return "lib/server/act.test.ts";
}

async function deactivateAll(desk: TestStaff, staff: Staff): Promise<void> {
  await desk.db.updateTable("staff").set({ role: "desk" }).where("id", "=", staff.id).execute();
}

/** All that an act on people can change. */
async function stateOf({ db }: TestStaff) {
  const rows = [];
  for (const table of [
    "staff",
    "staff_sessions",
    "staff_accounts",
    "staff_passkeys",
    "staff_second_factors",
    "one_time_addresses",
  ] as const) {
    rows.push(
      ...(await db.selectFrom(table).selectAll().execute()).map((row) => ({ table, ...row })),
    );
  }
  return rows.map((row) => JSON.stringify(row)).sort();
}

const here = Object.entries(acts).flatMap(([action, act]) =>
  typeof act === "string" ? [] : [[action, act] as const],
);

describeOnEachEngine("while the trail takes no row", (newPlace) => {
  it.each(here)("nothing comes of “%s”", async (_, prepare) => {
    let place: Awaited<ReturnType<typeof newPlace>> | null = null;
    const desk = await openTestStaff(async () => {
      place = await newPlace();
      return place;
    });
    await addColleague(desk, { role: "administrator" });
    const lee = await addColleague(desk, { email: "lee@clinic.example", name: "Lee Park" });
    const browser = newBrowser();
    const staff = await signInAt(desk, browser);
    const act = await prepare({ desk, staff, browser, lee });
    const before = await stateOf(desk);
    const jar = JSON.stringify([...browser.jar]);
    if (place) await refuseRows(desk.db, place);

    await expect(act()).rejects.toThrow("takes no row");

    expect(await stateOf(desk)).toEqual(before);
    expect(JSON.stringify([...browser.jar])).toBe(jar);
  });
});

describe("an act that is not done here", () => {
  const files = new Set(Object.values(acts).filter((act) => typeof act === "string"));

  it.each([...files])("is held by %s", (file) => {
    expect(readFileSync(file, "utf8")).toMatch(/takes no row/);
  });
});
