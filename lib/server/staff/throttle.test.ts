import { expect, it } from "vitest";
import type { From } from "@/lib/server/context";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  dana,
  newBrowser,
  openTestStaff,
  password,
  signInAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import { signIn } from "./sign-in";
import { type Counter, forgetTries, giveBack, removeOldTries, takeTry } from "./throttle";

const counter: Counter = { what: "account", which: "dana", free: 3, longestSeconds: 60 };

/** Tries until there is a wait. @returns the waits, in seconds */
async function waits(desk: TestStaff, count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let i = 0; i < count; i++) {
    const wait = await takeTry([counter], desk);
    seen.push(wait);
    desk.waitFor(wait);
    if (wait > 0) await takeTry([counter], desk);
  }
  return seen;
}

describeOnEachEngine("tries to sign in", (newPlace) => {
  it("are free at first, then cost a wait that doubles up to a limit", async () => {
    const desk = await openTestStaff(newPlace);

    expect(await waits(desk, 10)).toEqual([0, 0, 0, 0, 2, 4, 8, 16, 32, 60]);
  });

  it("are not made longer by trying during the wait", async () => {
    const desk = await openTestStaff(newPlace);
    await waits(desk, 4);

    await takeTry([counter], desk);
    desk.waitFor(1);

    expect(await takeTry([counter], desk)).toBe(1);
  });

  it("wait no longer than the longest after the clock was 40 days ahead, and then go on", async () => {
    const desk = await openTestStaff(newPlace);
    desk.waitFor(40 * 86_400);
    await waits(desk, 9);
    desk.waitFor(-40 * 86_400);

    const wait = await takeTry([counter], desk);

    expect(wait).toBe(60);
    desk.waitFor(30);
    expect(await takeTry([counter], desk)).toBe(30);
    desk.waitFor(30);
    expect(await takeTry([counter], desk)).toBe(0);
  });

  it("are all counted when they come at once", async () => {
    const desk = await openTestStaff(newPlace);

    const answers = await Promise.all(Array.from({ length: 12 }, () => takeTry([counter], desk)));

    expect(answers.filter((wait) => wait === 0)).toHaveLength(4);
  });

  it("start anew after success, and after a day", async () => {
    const desk = await openTestStaff(newPlace);
    await waits(desk, 6);
    await forgetTries(counter, desk);
    expect(await waits(desk, 5)).toEqual([0, 0, 0, 0, 2]);

    desk.waitFor(25 * 60 * 60);
    expect(await takeTry([counter], desk)).toBe(0);
    expect(await desk.db.selectFrom("sign_in_tries").select("tries").execute()).toEqual([
      { tries: 1 },
    ]);
    desk.waitFor(25 * 60 * 60);
    await removeOldTries(desk);
    expect(await desk.db.selectFrom("sign_in_tries").selectAll().execute()).toEqual([]);
  });

  it("that were no failures are given back", async () => {
    const desk = await openTestStaff(newPlace);

    for (let i = 0; i < 10; i++) {
      expect(await takeTry([counter], desk)).toBe(0);
      await giveBack(counter, desk);
    }
  });
});

const wrong = "another kettle under moss";
const fail = (desk: TestStaff, who: From) =>
  signIn(desk, { email: dana.email, password: wrong }, who);

/** Tries until told to wait. */
async function failUntilRefused(desk: TestStaff, who: From) {
  for (let i = 0; i < 50; i++) {
    const answer = await fail(desk, who);
    if (!answer.ok && answer.error.kind === "wait-to-sign-in") return i;
  }
  throw new Error("Never told to wait.");
}

describeOnEachEngine("guessing", (newPlace) => {
  it("slows down for the account, from wherever it comes, known or not", async () => {
    const desk = await openTestStaff(newPlace);

    for (let i = 1; i <= 6; i++) await fail(desk, visitor(newBrowser(), `192.0.2.${i}`));

    const next = await fail(desk, visitor(newBrowser(), "192.0.2.99"));
    expect(next).toMatchObject({ error: { kind: "wait-to-sign-in", retryAfterSeconds: 2 } });
  });

  it("never locks a colleague out of the PC they have signed in at", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const ownPc = newBrowser();
    await signInAt(desk, ownPc);
    await failUntilRefused(desk, visitor(newBrowser(), "192.0.2.1"));

    await expect(signInAt(desk, ownPc)).resolves.toMatchObject(dana);
  });

  it("slows down on a known PC too, for that account alone", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    await addColleague(desk, { email: "lee@clinic.example" });
    const sharedPc = newBrowser();
    await signInAt(desk, sharedPc);
    await signInAt(desk, sharedPc, "lee@clinic.example");

    expect(await failUntilRefused(desk, visitor(sharedPc))).toBe(6);

    await expect(signInAt(desk, sharedPc, "lee@clinic.example")).resolves.toBeDefined();
    await expect(signInAt(desk, newBrowser())).resolves.toBeDefined();
  });

  it("at many accounts from one address slows down that address", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const email = (i: number) => `someone${i}@clinic.example`;
    const from = (address: string) => visitor(newBrowser(), address);
    for (let i = 0; i < 21; i++) {
      await takeTry(
        [{ what: "address/sign-in", which: "192.0.2.1", free: 20, longestSeconds: 900 }],
        desk,
      );
    }

    const same = await signIn(desk, { email: email(1), password }, from("192.0.2.1"));
    const other = await signIn(desk, { email: dana.email, password }, from("192.0.2.2"));

    expect(same).toMatchObject({ error: { kind: "wait-to-sign-in" } });
    expect(other.ok).toBe(true);
  });

  it("gains nothing from a device cookie that was made up", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const browser = newBrowser();
    browser.jar.set("desk-device", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    await failUntilRefused(desk, visitor(newBrowser()));

    expect(await fail(desk, visitor(browser))).toMatchObject({
      error: { kind: "wait-to-sign-in" },
    });
  });
});
