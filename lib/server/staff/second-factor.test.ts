import { expect, it } from "vitest";
import { tidyCode } from "@/lib/staff/code";
import type { Proof } from "@/lib/staff/proof";
import { describeOnEachEngine, type NewPlace } from "@/test/db/test-database";
import { bytesOf, codeOf } from "@/test/staff/test-code";
import {
  addColleague,
  asStaff,
  dana,
  fromStaff,
  newBrowser,
  password,
  signedInDesk,
  signInAt,
  staffAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import {
  changePassword,
  finishSecondFactor,
  makeRecoveryCodes,
  startSecondFactor,
  stopSecondFactor,
} from "./account";
import { confirmSecondFactor, signIn } from "./sign-in";
import { findSignedIn, tokenAt } from "./sign-ins";

const other = "seven lamps over gravel";
const signedOut = { error: { kind: "signed-out" } };

/** Sets a second factor up. @returns what the app on the phone shows, and the recovery codes */
async function withSecondFactor(newPlace: NewPlace) {
  const { desk, browser, staff } = await signedInDesk(newPlace);
  const set = await startSecondFactor(
    asStaff(desk, staff),
    { password },
    fromStaff(staff, browser),
  );
  if (!set.ok) throw new Error(set.error.kind);
  // The same instant for both, whatever the clock of the machine does meanwhile.
  const at = desk.now().getTime();
  const phone = () => codeOf(set.value.secret, at);
  const finished = await finishSecondFactor(
    asStaff(desk, staff),
    { code: phone() },
    fromStaff(staff, browser),
  );
  expect(finished).toEqual({ ok: true, value: null });
  const nextCode = () => codeOf(set.value.secret, at + 30_000);
  return { desk, browser, staff, phone, nextCode, set: set.value };
}

/** The first step at another PC. */
async function atSecondStep(desk: TestStaff) {
  const browser = newBrowser();
  const step = await signIn(desk, { email: dana.email, password }, visitor(browser));
  expect(step).toEqual({ ok: true, value: { step: "second-factor" } });
  expect(await staffAt(desk, browser)).toBeNull();
  return browser;
}

describeOnEachEngine("a second factor", (newPlace) => {
  it("is not passed with the code that set it up", async () => {
    const { desk, phone } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);

    const step = await confirmSecondFactor(desk, { code: phone() }, visitor(browser));

    expect(step).toMatchObject({ error: { kind: "sign-in-refused" } });
    expect(await staffAt(desk, browser)).toBeNull();
  });

  it("names in the audit trail whose code was wrong", async () => {
    const { desk, staff, set } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);
    await confirmSecondFactor(desk, { code: "000000" }, visitor(browser));
    await confirmSecondFactor(desk, { code: "AAAAABBBBB" }, visitor(browser));

    const refused = { action: "second-factor", outcome: "sign-in-refused", staff: null };
    expect(desk.audited.slice(-2)).toMatchObject([
      { ...refused, subject: staff.id },
      { ...refused, subject: staff.id },
    ]);
    expect(JSON.stringify(desk.audited)).not.toContain(set.secret);
  });

  it("is still asked for when strangers tried at it without a password", async () => {
    const { desk, nextCode } = await withSecondFactor(newPlace);
    for (let i = 0; i < 70; i++) {
      expect(await confirmSecondFactor(desk, { code: "000000" }, visitor())).toMatchObject({
        error: { kind: "signed-out" },
      });
    }
    const browser = await atSecondStep(desk);

    expect((await confirmSecondFactor(desk, { code: nextCode() }, visitor(browser))).ok).toBe(true);
    const tries = await desk.db.selectFrom("sign_in_tries").select("key").execute();
    expect(tries.length).toBeLessThan(6);
  });

  it("is asked for at the next sign-in, once for each code", async () => {
    const { desk, nextCode } = await withSecondFactor(newPlace);
    const code = nextCode();
    const browser = await atSecondStep(desk);

    expect(await confirmSecondFactor(desk, { code: code }, visitor(browser))).toMatchObject({
      ok: true,
      value: { step: "signed-in", staff: dana },
    });
    expect(await staffAt(desk, browser)).toMatchObject(dana);

    const eve = await atSecondStep(desk);
    expect((await confirmSecondFactor(desk, { code: code }, visitor(eve))).ok).toBe(false);
    expect(await staffAt(desk, eve)).toBeNull();
  });

  it("is passed once for each time that the password was given", async () => {
    const { desk, nextCode, set } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);
    const begun = browser.jar.get("desk-second-step") ?? "";
    expect((await confirmSecondFactor(desk, { code: nextCode() }, visitor(browser))).ok).toBe(true);

    const eve = newBrowser();
    eve.jar.set("desk-second-step", begun);
    const code = tidyCode(set.recoveryCodes[0] ?? "");
    expect(await confirmSecondFactor(desk, { code }, visitor(eve))).toMatchObject(signedOut);

    expect(await staffAt(desk, eve)).toBeNull();
    const anew = await atSecondStep(desk);
    expect((await confirmSecondFactor(desk, { code }, visitor(anew))).ok).toBe(true);
  });

  it("is not passed any more once the password that was given is changed", async () => {
    const { desk, browser, staff, nextCode } = await withSecondFactor(newPlace);
    const eve = await atSecondStep(desk);
    await changePassword(
      asStaff(desk, staff),
      { currentPassword: password, newPassword: other },
      fromStaff(staff, browser),
    );

    const step = await confirmSecondFactor(desk, { code: nextCode() }, visitor(eve));

    expect(step).toMatchObject(signedOut);
    expect(await staffAt(desk, eve)).toBeNull();
  });

  it("ends the sessions that had none", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const elsewhere = newBrowser();
    await signInAt(desk, elsewhere);
    const set = await startSecondFactor(
      asStaff(desk, staff),
      { password },
      fromStaff(staff, browser),
    );
    const secret = set.ok ? set.value.secret : "";
    await finishSecondFactor(
      asStaff(desk, staff),
      { code: codeOf(secret) },
      fromStaff(staff, browser),
    );

    expect(await staffAt(desk, elsewhere)).toBeNull();
    expect(await staffAt(desk, browser)).toMatchObject(dana);
  });

  it("does not count before a code of it was shown", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    await startSecondFactor(asStaff(desk, staff), { password }, fromStaff(staff, browser));

    expect(
      await finishSecondFactor(asStaff(desk, staff), { code: "000000" }, fromStaff(staff, browser)),
    ).toMatchObject({
      error: { fields: [{ path: "code" }] },
    });
    expect((await signIn(desk, { email: dana.email, password }, visitor())).ok).toBe(true);
  });

  it("is replaced by a recovery code, typed anyhow and once", async () => {
    const { desk, set } = await withSecondFactor(newPlace);
    expect(new Set(set.recoveryCodes).size).toBe(10);
    const code = set.recoveryCodes[3] ?? "";
    const typed = tidyCode(code.replace("-", " ").toLowerCase());

    const first = await confirmSecondFactor(
      desk,
      { code: typed },
      visitor(await atSecondStep(desk)),
    );
    const second = await confirmSecondFactor(
      desk,
      { code: typed },
      visitor(await atSecondStep(desk)),
    );

    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ error: { kind: "sign-in-refused" } });
  });

  it.each(["a code of the app", "a recovery code"])(
    "lets one in of two who show it at once: %s",
    async (by) => {
      const { desk, nextCode, set } = await withSecondFactor(newPlace);
      const code = by === "a code of the app" ? nextCode() : tidyCode(set.recoveryCodes[0] ?? "");
      const browsers = [await atSecondStep(desk), await atSecondStep(desk)];

      const steps = await Promise.all(
        browsers.map((browser) => confirmSecondFactor(desk, { code }, visitor(browser))),
      );

      expect(steps.filter(({ ok }) => ok)).toHaveLength(1);
      const inside = await Promise.all(browsers.map((browser) => staffAt(desk, browser)));
      expect(inside.filter((staff) => staff !== null)).toHaveLength(1);
    },
  );

  it("keeps neither the secret nor the codes readable", async () => {
    const { desk, set } = await withSecondFactor(newPlace);

    const kept = JSON.stringify(
      await desk.db.selectFrom("staff_second_factors").selectAll().execute(),
    );

    expect(kept).not.toContain(set.secret);
    expect(kept).not.toContain(bytesOf(set.secret).toString());
    expect(kept).not.toContain(set.recoveryCodes[0] ?? "");
  });

  it("cannot be guessed: after a few wrong codes each further one has to wait", async () => {
    const { desk } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);
    const kinds: string[] = [];
    for (let i = 0; i < 7; i++) {
      const done = await confirmSecondFactor(desk, { code: "123456" }, visitor(browser));
      kinds.push(done.ok ? "ok" : done.error.kind);
    }

    expect(kinds).toEqual([...Array(6).fill("sign-in-refused"), "wait-to-sign-in"]);
  });

  it("is for who comes, not for who is still signed in at this PC", async () => {
    const { desk, nextCode } = await withSecondFactor(newPlace);
    await addColleague(desk, { email: "lee@clinic.example" });
    const shared = newBrowser();
    await signInAt(desk, shared, "lee@clinic.example");
    await signIn(desk, { email: dana.email, password }, visitor(shared));

    const done = await confirmSecondFactor(desk, { code: nextCode() }, visitor(shared));

    expect(done).toMatchObject({ value: { staff: dana } });
  });

  it("goes, and gives new codes, only for the password", async () => {
    const { desk, browser, staff, set } = await withSecondFactor(newPlace);
    const wrong = await makeRecoveryCodes(asStaff(desk, staff), { password: other });
    expect(wrong).toMatchObject({ error: { fields: [{ path: "password" }] } });
    const made = await makeRecoveryCodes(asStaff(desk, staff), { password });
    expect(made.ok && made.value.recoveryCodes).not.toEqual(set.recoveryCodes);

    const stop = (proof?: Proof) =>
      stopSecondFactor(asStaff(desk, staff), undefined, fromStaff(staff, browser, proof));
    expect(await stop()).toMatchObject({ error: { kind: "proof-needed", ways: ["password"] } });
    expect((await stop({ way: "password", password: other })).ok).toBe(false);
    expect((await stop({ way: "password", password })).ok).toBe(true);
    expect(await staffAt(desk, browser)).toMatchObject(dana);

    const step = await signIn(desk, { email: dana.email, password }, visitor());
    expect(step).toMatchObject({ value: { step: "signed-in" } });
  });

  it("is what a session lacks that was opened with a password alone", async () => {
    const { desk, browser } = await signedInDesk(newPlace);
    const look = () => findSignedIn(desk, tokenAt(browser) ?? "");
    expect((await look())?.withoutSecondFactor).toBe(true);

    const { browser: second, desk: secondDesk } = await withSecondFactor(newPlace);

    const token = tokenAt(second) ?? "";
    expect((await findSignedIn(secondDesk, token))?.withoutSecondFactor).toBe(false);
  });
});
