import { expect, it } from "vitest";
import type { AppError } from "@/lib/errors";
import type { ActionResult } from "@/lib/sessions/actions";
import type { Proof } from "@/lib/staff/proof";
import { describeOnEachEngine } from "@/test/db/test-database";
import { addTestPasskey } from "@/test/staff/test-passkey";
import {
  addColleague,
  newBrowser,
  openTestStaff,
  password,
  signInAt,
  type TestStaff,
} from "@/test/staff/test-staff";
import { deactivateStaff } from "./service";
import {
  changeRoleWithProof,
  inviteWithProof,
  makeNewPasswordWithProof,
  reactivateWithProof,
  saveWithProof,
  stopSecondFactorWithProof,
} from "./strong-acts";

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
  return { desk, browser, staff, lee, shown: (proof?: Proof) => ({ staff, browser, proof }) };
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
    const { desk, lee, staff, shown } = await open(newPlace);
    const ben = await addColleague(desk, { email: "ben@clinic.example", role: "administrator" });
    await deactivateStaff(ben, staff, desk);
    desk.setClinic({ secondFactorRequired: true });
    const saved: string[] = [];
    const save = async () => {
      saved.push("saved");
      return { ok: true, value: null } as const;
    };
    const acts = {
      invite: (proof?: Proof) => inviteWithProof(kim, shown(proof), desk),
      role: (proof?: Proof) =>
        changeRoleWithProof({ staffId: lee, role: "administrator" }, shown(proof), desk),
      reactivate: (proof?: Proof) => reactivateWithProof(ben, shown(proof), desk),
      password: (proof?: Proof) => makeNewPasswordWithProof(lee, shown(proof), desk),
      factor: (proof?: Proof) => stopSecondFactorWithProof(shown(proof), desk),
      settings: (proof?: Proof) =>
        saveWithProof({ secondFactorRequired: false }, shown(proof), desk, save),
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
    const { desk, lee, shown, staff } = await open(newPlace);
    const invite = { ...kim, role: "desk" } as const;
    expect((await inviteWithProof(invite, shown(), desk)).ok).toBe(true);
    expect((await changeRoleWithProof({ staffId: lee, role: "desk" }, shown(), desk)).ok).toBe(
      true,
    );
    await deactivateStaff(lee, staff, desk);
    expect((await reactivateWithProof(lee, shown(), desk)).ok).toBe(true);
    const save = async () => ({ ok: true, value: null }) as const;
    for (const changes of [{}, { secondFactorRequired: true }, { secondFactorRequired: false }]) {
      expect((await saveWithProof(changes, shown(), desk, save)).ok).toBe(true);
    }
  });

  it("the password cannot be guessed, and the right one has to wait as well then", async () => {
    const { desk, lee, shown } = await open(newPlace);
    const kinds: string[] = [];
    for (let i = 0; i < 8; i++) {
      kinds.push(errorOf(await makeNewPasswordWithProof(lee, shown(wrong), desk)).kind);
    }
    expect(kinds.slice(0, 6)).toEqual(Array(6).fill("invalid-input"));
    expect(kinds.slice(6)).toEqual(Array(2).fill("wait-to-sign-in"));
    expect(errorOf(await makeNewPasswordWithProof(lee, shown(right), desk)).kind).toBe(
      "wait-to-sign-in",
    );
  });

  it("a passkey answers for this act, this person and once", async () => {
    const { desk, lee, staff, browser, shown } = await open(newPlace);
    const passkey = await addTestPasskey(desk, staff.id);
    const others = await addTestPasskey(desk, lee);
    const asked = async (act: typeof invite) => {
      const error = errorOf(await act());
      if (error.kind !== "proof-needed" || !error.passkey) throw new Error(error.kind);
      expect(error.ways).toEqual(["password", "passkey"]);
      expect(error.passkey.allowCredentials?.map(({ id }) => id)).toEqual([passkey.id]);
      return error.passkey.challenge;
    };
    const invite = (proof?: Proof) => inviteWithProof(kim, shown(proof), desk);
    const address = (proof?: Proof): Promise<ActionResult<unknown>> =>
      makeNewPasswordWithProof(lee, shown(proof), desk);
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
    const { desk, staff, shown } = await open(newPlace);
    await desk.db.updateTable("staff").set({ isDemo: 1 }).where("id", "=", staff.id).execute();
    expect(errorOf(await inviteWithProof(kim, shown(), desk)).kind).toBe("proof-needed");

    desk.ways.demo = true;
    expect((await inviteWithProof(kim, shown(), desk)).ok).toBe(true);
  });
});
