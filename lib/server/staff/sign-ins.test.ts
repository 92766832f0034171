import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  asStaff,
  newBrowser,
  openTestStaff,
  signInAt,
  type TestStaff,
} from "@/test/staff/test-staff";
import { deactivateStaff } from "./administer";
import { findSignedIn, noteActivity, tokenAt } from "./sign-ins";

const minute = 60;
const hour = 60 * minute;

async function signedInDesk(newPlace: Parameters<typeof openTestStaff>[0]) {
  const desk = await openTestStaff(newPlace);
  await addColleague(desk);
  const browser = newBrowser();
  const staff = await signInAt(desk, browser);
  const token = tokenAt(browser) ?? "";
  return { desk, staff, look: () => findSignedIn(desk, token) };
}

function openSessions({ db }: TestStaff) {
  return db.selectFrom("staff_sessions").select("id").execute();
}

/** Uses the desk without a longer pause than ten minutes. */
async function work(desk: TestStaff, look: () => ReturnType<typeof findSignedIn>, seconds: number) {
  for (let done = 0; done < seconds; done += 10 * minute) {
    desk.waitFor(10 * minute);
    const signedIn = await look();
    if (signedIn) await noteActivity(desk, signedIn);
  }
}

describeOnEachEngine("a sign-in", (newPlace) => {
  it("is found by its token, with who it is and what they may do", async () => {
    const { staff, look } = await signedInDesk(newPlace);

    expect(await look()).toMatchObject({ staff, withoutSecondFactor: true });
    expect(staff.sessionId).toMatch(/^[\w-]{36}$/);
  });

  it.each(["", "nobody-ever-had-this-one"])("is nobody's with the token “%s”", async (token) => {
    const { desk } = await signedInDesk(newPlace);

    expect(await findSignedIn(desk, token)).toBeNull();
  });

  it("ends after the minutes without activity that the clinic set, for good", async () => {
    const { desk, look } = await signedInDesk(newPlace);
    desk.setClinic({ signOutAfterMinutes: 10 });
    desk.waitFor(9 * minute);
    expect(await look()).not.toBeNull();

    desk.waitFor(2 * minute);

    expect(await look()).toBeNull();
    desk.setClinic({ signOutAfterMinutes: 60 });
    expect(await look()).toBeNull();
    expect(await openSessions(desk)).toEqual([]);
  });

  it("is not kept alive by being looked at, as polls do", async () => {
    const { desk, look } = await signedInDesk(newPlace);
    for (let i = 0; i < 14; i++) {
      desk.waitFor(minute);
      expect(await look()).not.toBeNull();
    }

    desk.waitFor(2 * minute);

    expect(await look()).toBeNull();
  });

  it("ends after 12 hours however busy somebody is", async () => {
    const { desk, look } = await signedInDesk(newPlace);
    await work(desk, look, 11.5 * hour);
    expect(await look()).not.toBeNull();

    await work(desk, look, hour);

    expect(await look()).toBeNull();
  });

  it.each([
    ["40 days", 40 * 24 * hour],
    ["three hours", 3 * hour],
    ["two minutes", 2 * minute],
  ])(
    "ends when the clock is put back by %s: it would outlive its 12 hours",
    async (_title, back) => {
      const { desk, look } = await signedInDesk(newPlace);
      await work(desk, look, 8 * hour);
      expect(await look()).not.toBeNull();

      desk.waitFor(-back);

      expect(await look()).toBeNull();
      desk.waitFor(back);
      expect(await look()).toBeNull();
    },
  );

  it("does not end because two servers' clocks differ by half a minute", async () => {
    const { desk, look } = await signedInDesk(newPlace);
    await work(desk, look, hour);

    desk.waitFor(-30);

    expect(await look()).not.toBeNull();
  });

  it("that began while the clock was ahead is over when it is right again", async () => {
    const { desk, look, staff } = await signedInDesk(newPlace);
    const ahead = new Date(desk.now().getTime() + 40 * 24 * hour * 1000).toISOString();
    await desk.db
      .updateTable("staff_sessions")
      .set({ expiresAt: ahead })
      .where("id", "=", staff.sessionId)
      .execute();

    expect(await look()).toBeNull();
  });

  it("notes activity at most twice a minute", async () => {
    const { desk, look } = await signedInDesk(newPlace);
    const first = await look();
    desk.waitFor(20);
    if (first) await noteActivity(desk, first);
    expect((await look())?.activeAt).toBe(first?.activeAt);

    desk.waitFor(15);
    if (first) await noteActivity(desk, first);

    expect((await look())?.activeAt).toBe(desk.now().toISOString());
  });

  it("ends at once when the account is shut, everywhere", async () => {
    const { desk, staff, look } = await signedInDesk(newPlace);
    await signInAt(desk, newBrowser());
    expect(await openSessions(desk)).toHaveLength(2);

    expect(await deactivateStaff(asStaff(desk, staff), staff.id)).toEqual({
      ok: true,
      value: null,
    });

    expect(await look()).toBeNull();
    expect(await openSessions(desk)).toEqual([]);
  });

  it("does not open for a shut account even if a session was left behind", async () => {
    const { desk, staff, look } = await signedInDesk(newPlace);
    await desk.db
      .updateTable("staff")
      .set({ deactivatedAt: desk.now().toISOString() })
      .where("id", "=", staff.id)
      .execute();

    expect(await look()).toBeNull();
  });

  it("carries a new role from the next request on", async () => {
    const { desk, staff, look } = await signedInDesk(newPlace);
    await desk.db
      .updateTable("staff")
      .set({ role: "administrator" })
      .where("id", "=", staff.id)
      .execute();

    expect((await look())?.staff.role).toBe("administrator");
  });
});
