import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  asStaff,
  dana,
  fromStaff,
  newBrowser,
  openTestStaff,
  ownPassword,
  signInAt,
  staffAt,
} from "@/test/staff/test-staff";
import { changeRole, deactivateStaff, endSignIn, reactivateStaff } from "./administer";
import { listMembers, listPlaces } from "./loaders";

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

    expect(await deactivateStaff(asStaff(desk, by), by.id)).toEqual(last);
    expect(
      await changeRole(
        asStaff(desk, by),
        { staffId: by.id, role: "desk" },
        fromStaff(by, undefined, ownPassword),
      ),
    ).toEqual(last);

    expect(desk.audited.slice(-1)).toMatchObject([
      { action: "role-changed", outcome: "last-administrator", subject: by.id },
    ]);
  });

  it("cannot both go when two demote each other at once", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);
    await changeRole(
      asStaff(desk, by),
      { staffId: lee, role: "administrator" },
      fromStaff(by, undefined, ownPassword),
    );

    const both = await Promise.all([
      changeRole(
        asStaff(desk, by),
        { staffId: lee, role: "desk" },
        fromStaff(by, undefined, ownPassword),
      ),
      deactivateStaff(asStaff(desk, by), by.id),
    ]);

    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const left = (await listMembers(desk)).filter(
      ({ role, deactivatedAt }) => role === "administrator" && deactivatedAt === null,
    );
    expect(left).toHaveLength(1);
  });

  it("may go once there is another", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);

    expect(
      await changeRole(
        asStaff(desk, by),
        { staffId: lee, role: "administrator" },
        fromStaff(by, undefined, ownPassword),
      ),
    ).toEqual(done);
    expect(await deactivateStaff(asStaff(desk, by), by.id)).toEqual(done);
  });

  it("do not count the demo clerk", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);
    await changeRole(
      asStaff(desk, by),
      { staffId: lee, role: "administrator" },
      fromStaff(by, undefined, ownPassword),
    );
    await desk.db.updateTable("staff").set({ isDemo: 1 }).where("id", "=", lee).execute();

    expect(await deactivateStaff(asStaff(desk, by), by.id)).toEqual(last);
    expect(await deactivateStaff(asStaff(desk, by), lee)).toEqual(done);
  });

  it("open an account again, which then signs in as before", async () => {
    const { desk, by, lee } = await deskWithTwo(newPlace);
    await deactivateStaff(asStaff(desk, by), lee);
    await expect(signInAt(desk, newBrowser(), "lee@clinic.example")).rejects.toThrow();

    await reactivateStaff(asStaff(desk, by), lee, fromStaff(by, undefined, ownPassword));

    await expect(signInAt(desk, newBrowser(), "lee@clinic.example")).resolves.toBeDefined();
  });

  it("see who is signed in where, and can end it", async () => {
    const { desk, by } = await deskWithTwo(newPlace);
    const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36";
    const pc = newBrowser({ userAgent });
    desk.waitFor(5);
    const lee = await signInAt(desk, pc, "lee@clinic.example");

    const places = await listPlaces(asStaff(desk, by));
    expect(places.map(({ staffName, device, isHere }) => [staffName, device, isHere])).toEqual(
      expect.arrayContaining([
        ["Lee", "Chrome on Windows", false],
        [dana.name, "Firefox on Linux", true],
      ]),
    );
    expect(await endSignIn(asStaff(desk, by), lee.sessionId)).toEqual(done);

    expect(await staffAt(desk, pc)).toBeNull();
    expect(await listPlaces(asStaff(desk, by))).toHaveLength(1);
    expect(await endSignIn(asStaff(desk, by), lee.sessionId)).toMatchObject({ ok: false });
  });
});
