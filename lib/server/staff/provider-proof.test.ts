import { expect, it } from "vitest";
import type { Proof } from "@/lib/staff/proof";
import { describeOnEachEngine } from "@/test/db/test-database";
import { startTestProvider } from "@/test/staff/test-provider";
import {
  addColleague,
  asStaff,
  changing,
  fromStaff,
  newBrowser,
  openTestStaff,
  staffAt,
} from "@/test/staff/test-staff";
import { makeNewPasswordAddress } from "./invite";
import { addStaff } from "./members";

const lee = { sub: "1", email: "lee@clinic.example", email_verified: true, name: "Lee Park" };
const confirmed = "/account/confirmed";
const notConfirmed = "/account/confirmed?error=not-confirmed";

/** An administrator who signs in with the provider and has neither password nor passkey. */
async function open(newPlace: Parameters<typeof openTestStaff>[0]) {
  const provider = await startTestProvider();
  const desk = await openTestStaff(newPlace, { singleSignOn: provider.singleSignOn });
  await changing(desk, (tx) =>
    addStaff(tx, { ...lee, role: "administrator", passwordHash: null }, desk.now()),
  );
  const dana = await addColleague(desk);
  const browser = newBrowser();
  const back = await provider.goThere(browser, desk);
  provider.says.claims = lee;
  expect(await provider.comeBackBy(back, browser, desk)).toBe("/");
  const staff = await staffAt(desk, browser);
  if (!staff) throw new Error("Nobody was signed in.");
  const act = (proof?: Proof, staffId = dana) =>
    makeNewPasswordAddress(asStaff(desk, staff), staffId, fromStaff(staff, browser, proof));

  /** Presses the button. @returns the provider's page that is to be opened */
  async function ask(): Promise<string> {
    const asked = await act();
    const error = asked.ok ? null : asked.error;
    if (error?.kind !== "proof-needed" || !error.providerUrl) throw new Error("Nothing is asked.");
    expect(error).toMatchObject({ ways: ["single-sign-on"], passkey: null });
    return error.providerUrl;
  }

  /** The provider says this of who came, and the browser comes back. */
  async function answer(claims: object, url: string): Promise<string> {
    const back = provider.signInThere(url, desk);
    provider.says.claims = { ...lee, ...claims };
    return provider.comeBackBy(back, browser, desk);
  }
  const seconds = (later: number) => Math.floor(Date.now() / 1000) + later;
  const isDone = async () => (await act({ way: "single-sign-on" })).ok;
  return { ...provider, desk, browser, staff, dana, act, ask, answer, seconds, isDone };
}

describeOnEachEngine("who has only single sign-on", (newPlace) => {
  it("shows it at the provider, which is told to ask anew, and stays signed in here", async () => {
    const { desk, browser, staff, ask, answer, seconds, isDone } = await open(newPlace);
    const url = await ask();
    expect(new URL(url).searchParams.get("max_age")).toBe("0");
    expect(await isDone()).toBe(false);

    const again = await ask();
    expect(await answer({ auth_time: seconds(0) }, again)).toBe(confirmed);

    expect(await staffAt(desk, browser)).toEqual(staff);
    expect(await desk.db.selectFrom("staff_sessions").select("id").execute()).toHaveLength(1);
    const before = browser.jar.get("desk-proof") ?? "";
    expect(await isDone()).toBe(true);
    browser.jar.set("desk-proof", before);
    expect(await isDone()).toBe(false);
  });

  it.each([
    ["no time", () => ({})],
    ["a time of this morning", (now: number) => ({ auth_time: now - 3 * 60 * 60 })],
    ["a time to come", (now: number) => ({ auth_time: now + 60 * 60 })],
    [
      "somebody else",
      (now: number) => ({ auth_time: now, sub: "2", email: "dana@clinic.example" }),
    ],
    ["an address that it has not checked", () => ({ email_verified: false })],
  ])("has shown nothing when the provider says %s", async (_, claims) => {
    const { desk, browser, staff, ask, answer, seconds, isDone } = await open(newPlace);

    expect(await answer(claims(seconds(0)), await ask())).toBe(notConfirmed);

    expect(await isDone()).toBe(false);
    expect(await staffAt(desk, browser)).toEqual(staff);
  });

  it("has shown it for one act and no other", async () => {
    const { desk, act, ask, answer, seconds, isDone } = await open(newPlace);
    const sam = await addColleague(desk, { email: "sam@clinic.example" });
    await answer({ auth_time: seconds(0) }, await ask());

    expect((await act({ way: "single-sign-on" }, sam)).ok).toBe(false);
    expect(await isDone()).toBe(true);
  });

  it("is not asked at the provider once there is a password", async () => {
    const { desk, staff, dana, act } = await open(newPlace);
    await desk.db
      .updateTable("staff_accounts")
      .set({ userId: staff.id })
      .where("userId", "=", dana)
      .execute();

    expect(await act()).toMatchObject({ error: { ways: ["password"], providerUrl: null } });
  });
});
