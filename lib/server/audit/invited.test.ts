import { expect, it } from "vitest";
import { byStaff } from "@/lib/server/context";
import { inviteStaff, withdrawInvitation } from "@/lib/server/staff/invite";
import { redeemOneTimeAddress } from "@/lib/server/staff/set-up";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  asStaff,
  fromStaff,
  newBrowser,
  openTestStaff,
  signInAt,
  visitor,
} from "@/test/staff/test-staff";
import { loadAudit } from "./loaders";

const kim = { email: "kim@clinic.example", name: "Kim Lee", role: "desk" } as const;

describeOnEachEngine("who was invited", (newPlace) => {
  async function open() {
    const people = await openTestStaff(newPlace);
    await addColleague(people, { role: "administrator" });
    const staff = await signInAt(people, newBrowser());
    const desk = asStaff(people, staff);
    const made = await inviteStaff(desk, kim, fromStaff(staff));
    if (!made.ok) throw new Error(made.error.kind);
    const [row] = await desk.db.selectFrom("one_time_addresses").select("id").execute();
    const named = async () => {
      const { lines } = await loadAudit(byStaff(staff, people), { what: "staff-invited" });
      return lines.map(({ subjectName }) => subjectName);
    };
    const token = made.value.address.split("#")[1] ?? "";
    return { desk, token, id: row?.id ?? "", named };
  }

  it("goes by their name in the audit trail, before and after they join", async () => {
    const { desk, token, named } = await open();
    expect(await named()).toEqual([kim.name]);

    const password = "seven lamps over gravel";
    expect((await redeemOneTimeAddress(desk, { token, password }, visitor())).ok).toBe(true);

    expect(await desk.db.selectFrom("one_time_addresses").selectAll().execute()).toEqual([]);
    expect(await named()).toEqual([kim.name]);
  });

  it("has no name there once the invitation is taken back", async () => {
    const { desk, id, named } = await open();
    await withdrawInvitation(desk, id);
    expect(await named()).toEqual([null]);
  });
});
