import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  changing,
  newBrowser,
  openTestStaff,
  password,
  visitor,
} from "@/test/staff/test-staff";
import { removeOldSignIns } from "./housekeeping";
import { makeAddress } from "./one-time-addresses";
import { readOneTimeAddress, redeemOneTimeAddress } from "./set-up";
import { signIn } from "./sign-in";
import { giveBack, takeTry } from "./throttle";

const madeUp = (n: number) => String(n).padStart(43, "x");

describeOnEachEngine("somebody who is not signed in", (newPlace) => {
  it("leaves one count an hour, and no line for each try at accounts that nobody has", async () => {
    const desk = await openTestStaff(newPlace);
    const kinds = new Set<string>();
    const address = { what: "address/sign-in", which: "192.0.2.1", free: 20, longestSeconds: 900 };
    for (let n = 0; n < 18; n++) await takeTry([address], desk);
    for (let n = 0; n < 40; n++) {
      const input = { email: `nobody-${n}@clinic.example`, password };
      const step = await signIn(desk, input, visitor(newBrowser(), "192.0.2.1"));
      kinds.add(step.ok ? "ok" : step.error.kind);
    }

    expect([...kinds]).toEqual(["sign-in-refused", "wait-to-sign-in"]);
    expect(desk.audited).toEqual([]);
    expect(await desk.db.selectFrom("refused_tries").select(["what", "tries"]).execute()).toEqual([
      { what: "sign-in", tries: 3 },
    ]);
    // The address, and the accounts that were tried before it had to wait.
    expect(await desk.db.selectFrom("sign_in_tries").select("key").execute()).toHaveLength(4);
  });

  it("is told of to the audit trail in one line once the hour is over", async () => {
    const desk = await openTestStaff(newPlace);
    for (let n = 0; n < 5; n++) {
      const input = { email: `nobody-${n}@clinic.example`, password };
      await signIn(desk, input, visitor(newBrowser(), `192.0.2.${n}`));
    }
    const lines = () =>
      desk.db.selectFrom("audit").select(["action", "outcome", "staff_id", "subject"]).execute();
    await removeOldSignIns(desk);
    expect(await lines()).toEqual([]);

    desk.waitFor(60 * 60);
    await Promise.all([removeOldSignIns(desk), removeOldSignIns(desk)]);

    expect(await lines()).toEqual([
      { action: "tries-refused", outcome: "sign-in-refused", staff_id: null, subject: "sign-in 5" },
    ]);
    expect(await desk.db.selectFrom("refused_tries").selectAll().execute()).toEqual([]);
  });

  it("keeps nobody from an invitation or another one-time address", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk, { role: "administrator" });
    const kim = { kind: "invitation", email: "kim@clinic.example", name: "Kim Lee" } as const;
    const { address } = await changing(desk, (tx) =>
      makeAddress(tx, desk, { ...kim, role: "desk" }),
    );
    const token = address.split("#")[1] ?? "";
    const kinds: string[] = [];
    for (let n = 0; n < 70; n++) {
      const read = await readOneTimeAddress(desk, madeUp(n), visitor());
      kinds.push(read.ok ? "ok" : read.error.kind);
    }
    expect(kinds.at(0)).toBe("one-time-address-gone");
    expect(kinds.at(-1)).toBe("wait-to-sign-in");

    expect((await readOneTimeAddress(desk, token, visitor())).ok).toBe(true);
    const chosen = { token, password: "seven lamps over gravel" };
    expect((await redeemOneTimeAddress(desk, chosen, visitor())).ok).toBe(true);
  });

  it("makes nobody else wait by having the right password", async () => {
    const desk = await openTestStaff(newPlace);
    const counter = { what: "address/sign-in", which: "192.0.2.1", free: 2, longestSeconds: 900 };
    await takeTry([counter], desk);
    await takeTry([counter], desk);

    expect(await takeTry([counter], desk)).toBe(0);
    await giveBack(counter, desk);

    expect(await takeTry([counter], desk)).toBe(0);
  });
});
