import { expect, it } from "vitest";
import type { AppError } from "@/lib/errors";
import type { ActionResult } from "@/lib/sessions/actions";
import type { Proof } from "@/lib/staff/proof";
import { describeOnEachEngine } from "@/test/db/test-database";
import { addTestPasskey } from "@/test/staff/test-passkey";
import {
  addColleague,
  asStaff,
  fromStaff,
  newBrowser,
  openTestStaff,
  password,
  signInAt,
  type TestStaff,
} from "@/test/staff/test-staff";
import { stopSecondFactor } from "./account";
import { changeRole, deactivateStaff, reactivateStaff } from "./administer";
import { inviteStaff, makeNewPasswordAddress } from "./invite";
import { strongChange, strongly } from "./proof";

const kim = { email: "kim@clinic.example", name: "Kim Lee", role: "administrator" } as const;
const right: Proof = { way: "password", password };
const wrong: Proof = { way: "password", password: "another kettle under moss" };

/** An administrator at an unlocked PC, and a colleague. */
async function open(newPlace: Parameters<typeof openTestStaff>[0]) {
  const desk = await openTestStaff(newPlace);
  await addColleague(desk, { role: "administrator" });
  const lee = await addColleague(desk, { email: "lee@clinic.example", name: "Lee Park" });
  const browser = newBrowser();
  const staff = await signInAt(desk, browser);
  desk.audited.length = 0;
  return {
    desk,
    browser,
    staff,
    lee,
    from: (proof?: Proof) => fromStaff(staff, browser, proof),
    acting: () => asStaff(desk, staff),
  };
}

function errorOf(result: ActionResult<unknown>): AppError {
  if (result.ok) throw new Error("It was done.");
  return result.error;
}

/** What there is that a strong act could have changed. */
async function stateOf({ db }: TestStaff) {
  return {
    staff: await db.selectFrom("staff").select(["id", "role", "deactivatedAt"]).execute(),
    factors: await db.selectFrom("staff_second_factors").selectAll().execute(),
    addresses: await db.selectFrom("one_time_addresses").select("kind").execute(),
  };
}

describeOnEachEngine("at an unlocked PC", (newPlace) => {
  it("nothing that opens the desk for good is done before the password is entered again", async () => {
    const { desk, lee, staff, from, acting } = await open(newPlace);
    const ben = await addColleague(desk, { email: "ben@clinic.example", role: "administrator" });
    await deactivateStaff(asStaff(desk, staff), ben);
    desk.setClinic({ secondFactorRequired: true });
    const saved: string[] = [];
    const save = async () => {
      saved.push("saved");
      return { ok: true, value: null } as const;
    };
    const acts = {
      invite: (proof?: Proof) => inviteStaff(acting(), kim, from(proof)),
      role: (proof?: Proof) =>
        changeRole(acting(), { staffId: lee, role: "administrator" }, from(proof)),
      reactivate: (proof?: Proof) => reactivateStaff(acting(), ben, from(proof)),
      password: (proof?: Proof) => makeNewPasswordAddress(acting(), lee, from(proof)),
      factor: (proof?: Proof) => stopSecondFactor(acting(), undefined, from(proof)),
      settings: (proof?: Proof) =>
        strongly(
          acting(),
          strongChange(desk.clinic, { secondFactorRequired: false }),
          from(proof),
          save,
        ),
    };
    const before = await stateOf(desk);

    for (const act of Object.values(acts)) {
      expect(errorOf(await act())).toMatchObject({ kind: "proof-needed", ways: ["password"] });
      const error = errorOf(await act(wrong));
      expect(error).toMatchObject({ kind: "invalid-input", fields: [{ path: "password" }] });
      expect(errorOf(await act({ way: "single-sign-on" })).kind).toBe("proof-needed");
      await desk.db.deleteFrom("sign_in_tries").execute();
    }
    expect(await stateOf(desk)).toEqual(before);
    expect(saved).toEqual([]);

    for (const act of Object.values(acts)) expect(await act(right)).toMatchObject({ ok: true });
    expect(saved).toEqual(["saved"]);
    expect((await stateOf(desk)).addresses).toHaveLength(2);
  });

  it("the everyday acts ask for nothing", async () => {
    const { desk, lee, from, acting, staff } = await open(newPlace);
    const invite = { ...kim, role: "desk" } as const;
    expect((await inviteStaff(acting(), invite, from())).ok).toBe(true);
    expect((await changeRole(acting(), { staffId: lee, role: "desk" }, from())).ok).toBe(true);
    await deactivateStaff(asStaff(desk, staff), lee);
    expect((await reactivateStaff(acting(), lee, from())).ok).toBe(true);
    const save = async () => ({ ok: true, value: null }) as const;
    for (const changes of [{}, { secondFactorRequired: true }, { secondFactorRequired: false }]) {
      expect((await strongly(acting(), strongChange(desk.clinic, changes), from(), save)).ok).toBe(
        true,
      );
    }
  });

  it("the password cannot be guessed, and the right one has to wait as well then", async () => {
    const { lee, from, acting } = await open(newPlace);
    const kinds: string[] = [];
    for (let i = 0; i < 8; i++) {
      kinds.push(errorOf(await makeNewPasswordAddress(acting(), lee, from(wrong))).kind);
    }
    expect(kinds.slice(0, 6)).toEqual(Array(6).fill("invalid-input"));
    expect(kinds.slice(6)).toEqual(Array(2).fill("wait-to-sign-in"));
    expect(errorOf(await makeNewPasswordAddress(acting(), lee, from(right))).kind).toBe(
      "wait-to-sign-in",
    );
  });

  it("a passkey answers for this act, this person and once", async () => {
    const { desk, lee, staff, browser, from, acting } = await open(newPlace);
    const passkey = await addTestPasskey(desk, staff.id);
    const others = await addTestPasskey(desk, lee);
    const asked = async (act: typeof invite) => {
      const error = errorOf(await act());
      if (error.kind !== "proof-needed" || !error.passkey) throw new Error(error.kind);
      expect(error.ways).toEqual(["password", "passkey"]);
      expect(error.passkey.allowCredentials?.map(({ id }) => id)).toEqual([passkey.id]);
      return error.passkey.challenge;
    };
    const invite = (proof?: Proof) => inviteStaff(acting(), kim, from(proof));
    const address = (proof?: Proof): Promise<ActionResult<unknown>> =>
      makeNewPasswordAddress(acting(), lee, from(proof));
    const answer = (challenge: string, by = passkey): Proof => ({
      way: "passkey",
      answer: by.answer(challenge),
    });

    const challenge = await asked(invite);
    expect(errorOf(await address(answer(challenge))).kind).toBe("sign-in-refused");
    expect(errorOf(await invite(answer(challenge, others))).kind).toBe("sign-in-refused");
    const once = answer(await asked(invite));
    const question = browser.jar.get("desk-passkey-question") ?? "";
    expect((await invite(once)).ok).toBe(true);
    browser.jar.set("desk-passkey-question", question);
    expect(errorOf(await invite(once)).kind).toBe("sign-in-refused");
  });

  it("the demo clerk, who has nothing to show, may try everything beside the sandbox alone", async () => {
    const { desk, staff, from, acting } = await open(newPlace);
    await desk.db.updateTable("staff").set({ isDemo: 1 }).where("id", "=", staff.id).execute();
    expect(errorOf(await inviteStaff(acting(), kim, from())).kind).toBe("proof-needed");

    desk.env.signIn.demo = true;
    expect((await inviteStaff(acting(), kim, from())).ok).toBe(true);
  });
});
