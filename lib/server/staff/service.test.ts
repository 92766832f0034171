import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  dana,
  newBrowser,
  openTestStaff,
  signInAt,
  staffAt,
} from "@/test/staff/test-staff";
import { listMembers, listPlaces } from "./loaders";
import { changeRole, deactivateStaff, endStaffSession, reactivateStaff } from "./service";

const last = { ok: false, error: { kind: "last-administrator", requestId: null } };
const done = { ok: true, value: null };

async function deskWithTwo(newPlace: Parameters<typeof openTestStaff>[0]) {
  const desk = await openTestStaff(newPlace);
  await addColleague(desk, { role: "administrator" });
  const lee = await addColleague(desk, { name: "Lee", email: "lee@clinic.example" });
  return { desk, by: await signInAt(desk, newBrowser()), lee };
}

describeOnEachEngine("administrators", (newPlace) => {
  it("cannot shut or demote the last of them", async () => {
    const { desk, by } = await deskWithTwo(newPlace);

    expect(await deactivateStaff(by.id, by, desk)).toEqual(last);
    expect(await changeRole(by.id, "desk", by, desk)).toEqual(last);

    expect(desk.audited.slice(-1)).toMatchObject([
      { action: "role-changed", outcome: "last-administrator", subject: by.id },
    ]);
  });

  it("cannot both go when two demote each other at once", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);
    await changeRole(lee, "administrator", by, desk);

    const both = await Promise.all([
      changeRole(lee, "desk", by, desk),
      deactivateStaff(by.id, by, desk),
    ]);

    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const left = (await listMembers(desk)).filter(
      ({ role, deactivatedAt }) => role === "administrator" && deactivatedAt === null,
    );
    expect(left).toHaveLength(1);
  });

  it("may go once there is another", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);

    expect(await changeRole(lee, "administrator", by, desk)).toEqual(done);
    expect(await deactivateStaff(by.id, by, desk)).toEqual(done);
  });

  it("do not count the demo clerk", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);
    await changeRole(lee, "administrator", by, desk);
    await desk.db.updateTable("staff").set({ isDemo: 1 }).where("id", "=", lee).execute();

    expect(await deactivateStaff(by.id, by, desk)).toEqual(last);
    expect(await deactivateStaff(lee, by, desk)).toEqual(done);
  });

  it("open an account again, which then signs in as before", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);
    await deactivateStaff(lee, by, desk);
    await expect(signInAt(desk, newBrowser(), "lee@clinic.example")).rejects.toThrow();

    await reactivateStaff(lee, by, desk);

    await expect(signInAt(desk, newBrowser(), "lee@clinic.example")).resolves.toBeDefined();
  });

  it("see who is signed in where, and can end it", async () => {
    const { desk, by } = await deskWithTwo(newPlace);
    const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36";
    const pc = newBrowser(windows);
    desk.wait(5);
    const lee = await signInAt(desk, pc, "lee@clinic.example");

    const places = await listPlaces(by, desk);
    expect(places.map(({ staffName, device, isHere }) => [staffName, device, isHere])).toEqual(
      expect.arrayContaining([
        ["Lee", "Chrome on Windows", false],
        [dana.name, "Firefox on Linux", true],
      ]),
    );
    expect(await endStaffSession(lee.sessionId, by, desk)).toEqual(done);

    expect(await staffAt(desk, pc)).toBeNull();
    expect(await listPlaces(by, desk)).toHaveLength(1);
    expect(await endStaffSession(lee.sessionId, by, desk)).toMatchObject({ ok: false });
  });
});
