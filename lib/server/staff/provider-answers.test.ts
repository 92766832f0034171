import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import { startTestProvider } from "@/test/staff/test-provider";
import {
  addColleague,
  changing,
  newBrowser,
  openTestStaff,
  staffAt,
  type TestStaff,
} from "@/test/staff/test-staff";
import { removeOldSignIns } from "./housekeeping";
import { makeAddress } from "./one-time-addresses";
import { nameOf } from "./provider";
import { countRefusal } from "./refusals";
import { notLetIn } from "./single-sign-on";

const lee = { sub: "1", email: "lee@clinic.example", email_verified: true, name: "Lee Park" };

/** A desk with an administrator and a provider that answers. */
async function deskWithProvider(newPlace: Parameters<typeof openTestStaff>[0]) {
  const provider = await startTestProvider();
  const desk = await openTestStaff(newPlace, { singleSignOn: provider.singleSignOn });
  await addColleague(desk, { role: "administrator" });
  provider.says.claims = lee;
  return { ...provider, desk };
}

async function rowsKept({ db }: TestStaff): Promise<number> {
  let rows = 0;
  for (const table of ["staff", "staff_sessions", "sign_in_tries"]) {
    rows += (await sql`select * from ${sql.table(table)}`.execute(db)).rows.length;
  }
  return rows;
}

describe("a name", () => {
  it.each([
    [{ name: " Lee Park " }, "Lee Park"],
    [{ name: "", given_name: "Lee", family_name: "Park" }, "Lee Park"],
    [{ family_name: "Park" }, "Park"],
    [{ name: 7, nickname: "Lee" }, "Lee"],
    [{ preferred_username: "lee.park@clinic.example" }, "lee.park"],
    [{ name: "\u202eLee\n" }, "Lee"],
    [{ name: "x".repeat(200) }, "x".repeat(80)],
    [{}, ""],
  ])("is what the provider gives of one: %j", (profile, name) => {
    expect(nameOf(profile)).toBe(name);
  });
});

describeOnEachEngine("what a provider leaves out", (newPlace) => {
  it("is no name: as invited, else as the address begins", async () => {
    const { desk, says, goThere, comeBackBy } = await deskWithProvider(newPlace);
    const invitation = { kind: "invitation", email: "kim@clinic.example", role: "desk" } as const;
    await changing(desk, (tx) => makeAddress(tx, desk, { ...invitation, name: "Kim Lee" }));

    for (const [email, name] of [
      ["kim@clinic.example", "Kim Lee"],
      ["sam.ortiz@clinic.example", "sam.ortiz"],
    ]) {
      const browser = newBrowser();
      const back = await goThere(browser, desk);
      says.claims = { sub: email, email, email_verified: true };
      expect(await comeBackBy(back, browser, desk)).toBe("/");
      expect(await staffAt(desk, browser)).toMatchObject({ email, name });
    }
  });

  it.each([
    ["email_verified", "email-not-checked-by-provider"],
    ["email", "provider-gave-no-email"],
    ["sub", "provider-answer-not-valid"],
  ])("is a reason in the trail when it is %s", async (left, reason) => {
    const { desk, says, goThere, comeBackBy } = await deskWithProvider(newPlace);
    const browser = newBrowser();
    const back = await goThere(browser, desk);
    says.claims = { ...lee, [left]: undefined };

    expect(await comeBackBy(back, browser, desk)).toBe(notLetIn);

    expect(desk.audited).toMatchObject([{ action: "sign-in", outcome: reason, staff: null }]);
    expect(await staffAt(desk, browser)).toBeNull();
  });
});

describeOnEachEngine("who comes back from the provider and is not let in", (newPlace) => {
  it("is named in the trail where they are known, with the reason", async () => {
    const { desk, says, goThere, comeBackBy } = await deskWithProvider(newPlace);
    const id = await addColleague(desk, { email: lee.email });
    await desk.db
      .updateTable("staff")
      .set({ deactivatedAt: "2026" })
      .where("id", "=", id)
      .execute();
    const outcomes = [];
    for (const claims of [
      lee,
      { ...lee, email_verified: false },
      { ...lee, email: "a@b.example" },
    ]) {
      const browser = newBrowser();
      const back = await goThere(browser, desk);
      says.claims = claims;
      expect(await comeBackBy(back, browser, desk)).toBe(notLetIn);
    }
    for (const { outcome, subject } of desk.audited) outcomes.push([outcome, subject]);

    expect(outcomes).toEqual([
      ["account-deactivated", id],
      ["email-not-checked-by-provider", id],
      ["email-of-another-domain", null],
    ]);
  });

  it("was refused by the provider itself, whatever it calls that", async () => {
    const { desk, goThere, comeBackBy } = await deskWithProvider(newPlace);
    for (const error of ["access_denied", "account-deactivated", "<script>"]) {
      const browser = newBrowser();
      const back = await goThere(browser, desk);
      back.searchParams.delete("code");
      back.searchParams.set("error", error);
      expect(await comeBackBy(back, browser, desk)).toBe(notLetIn);
    }
    expect(desk.audited.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 3 }, () => "refused-by-provider"),
    );
  });

  it("waits no longer for the provider than for a while, and is told that", async () => {
    const { desk, says, goThere, comeBackBy } = await deskWithProvider(newPlace);
    const browser = newBrowser();
    const back = await goThere(browser, desk);
    says.hangs = true;

    expect(await comeBackBy(back, browser, desk, 50)).toBe(
      "/sign-in?error=single-sign-on-not-answering",
    );
    expect(desk.audited).toMatchObject([{ outcome: "provider-not-answering" }]);
  });
});

describeOnEachEngine("who never went to the provider", (newPlace) => {
  it("leaves nothing by asking for its page, or by coming back from nowhere", async () => {
    const { desk, goThere, comeBackBy } = await deskWithProvider(newPlace);
    const before = await rowsKept(desk);
    for (let i = 0; i < 3; i++) {
      const back = await goThere(newBrowser(), desk);
      // Another browser, which was not sent there.
      expect(await comeBackBy(back, newBrowser(), desk)).toBe(notLetIn);
      back.searchParams.set("state", "made-up");
      expect(await comeBackBy(back, newBrowser(), desk)).toBe(notLetIn);
      back.search = "?error=access_denied";
      expect(await comeBackBy(back, newBrowser(), desk)).toBe(notLetIn);
    }

    expect(await rowsKept(desk)).toBe(before);
    expect(desk.audited).toEqual([]);
    expect(await desk.db.selectFrom("refused_tries").selectAll().execute()).toEqual([]);
  });

  it("has 30 lines an hour at most, however often one way there is used", async () => {
    const { desk, goThere, comeBackBy } = await deskWithProvider(newPlace);
    const browser = newBrowser();
    const back = await goThere(browser, desk);
    back.searchParams.delete("code");
    back.searchParams.set("error", "access_denied");
    for (let i = 0; i < 28; i++) await countRefusal(desk, "single-sign-on");
    for (let i = 0; i < 12; i++) await comeBackBy(back, browser, desk);
    expect(desk.audited).toHaveLength(2);

    desk.waitFor(60 * 60);
    await removeOldSignIns(desk);
    const lines = await desk.db.selectFrom("audit").select(["action", "subject"]).execute();
    expect(lines.slice(-1)).toEqual([{ action: "tries-refused", subject: "single-sign-on 10" }]);
  });
});
