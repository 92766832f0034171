import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { tidyCode } from "@/lib/staff/code";
import type { Proof } from "@/lib/staff/proof";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  dana,
  newBrowser,
  openTestStaff,
  password,
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
} from "./account";
import { findSignedIn, tokenOf } from "./sessions";
import { confirmSecondFactor, signIn } from "./sign-in";
import { stopSecondFactorWithProof } from "./strong-acts";

const other = "seven lamps over gravel";

async function signedInDesk(newPlace: Parameters<typeof openTestStaff>[0]) {
  const desk = await openTestStaff(newPlace);
  await addColleague(desk);
  const browser = newBrowser();
  return { desk, browser, staff: await signInAt(desk, browser) };
}

/** Sets a second factor up. @returns what the app on the phone shows, and the recovery codes */
async function withSecondFactor(newPlace: Parameters<typeof openTestStaff>[0]) {
  const { desk, browser, staff } = await signedInDesk(newPlace);
  const set = await startSecondFactor(password, staff, browser, desk);
  if (!set.ok) throw new Error(set.error.kind);
  // The same instant for both, whatever the clock of the machine does meanwhile.
  const at = Date.now();
  const phone = () => codeOf(set.value.secret, at);
  const finished = await finishSecondFactor(phone(), staff, browser, desk);
  expect(finished).toEqual({ ok: true, value: null });
  const nextCode = () => codeOf(set.value.secret, at + 30_000);
  return { desk, browser, staff, phone, nextCode, set: set.value };
}

/** What the app on a phone shows. Source: RFC 6238. */
function codeOf(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash.readUInt8(19) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** The first step at another PC. */
async function atSecondStep(desk: TestStaff) {
  const browser = newBrowser();
  const step = await signIn({ email: dana.email, password }, visitor(browser), desk);
  expect(step).toEqual({ ok: true, value: { step: "second-factor" } });
  expect(await staffAt(desk, browser)).toBeNull();
  return browser;
}

describeOnEachEngine("changing a password", (newPlace) => {
  it("ends the other sessions and goes on here under a new token (row 26)", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const elsewhere = newBrowser();
    await signInAt(desk, elsewhere);
    const before = browser.jar.get("desk-session");

    const done = await changePassword(
      { currentPassword: password, newPassword: other },
      staff,
      browser,
      desk,
    );

    expect(done).toEqual({ ok: true, value: null });
    expect(await staffAt(desk, elsewhere)).toBeNull();
    expect(await staffAt(desk, browser)).toMatchObject(dana);
    expect(browser.jar.get("desk-session")).not.toBe(before);
    expect((await signIn({ email: dana.email, password }, visitor(), desk)).ok).toBe(false);
    expect((await signIn({ email: dana.email, password: other }, visitor(), desk)).ok).toBe(true);
  });

  it("needs the old one, of which not many may be tried (row 28)", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const input = { currentPassword: "something else entirely", newPassword: other };
    const kinds: string[] = [];
    for (let i = 0; i < 7; i++) {
      const done = await changePassword(input, staff, browser, desk);
      kinds.push(done.ok ? "ok" : done.error.kind);
    }

    expect(kinds).toEqual([...Array(6).fill("invalid-input"), "wait-to-sign-in"]);
    expect((await signIn({ email: dana.email, password }, visitor(), desk)).ok).toBe(true);
  });

  it("takes no easy one", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const input = { currentPassword: password, newPassword: "DanaKowalski2026" };

    expect(await changePassword(input, staff, browser, desk)).toMatchObject({
      error: { fields: [{ path: "newPassword" }] },
    });
  });
});

describeOnEachEngine("a second factor", (newPlace) => {
  it("is not passed with the code that set it up", async () => {
    const { desk, phone } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);

    const step = await confirmSecondFactor(phone(), visitor(browser), desk);

    expect(step).toMatchObject({ error: { kind: "sign-in-refused" } });
    expect(await staffAt(desk, browser)).toBeNull();
  });

  it("names in the audit trail whose code was wrong", async () => {
    const { desk, staff, set } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);
    await confirmSecondFactor("000000", visitor(browser), desk);
    await confirmSecondFactor("AAAAABBBBB", visitor(browser), desk);

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
      expect(await confirmSecondFactor("000000", visitor(), desk)).toMatchObject({
        error: { kind: "signed-out" },
      });
    }
    const browser = await atSecondStep(desk);

    expect((await confirmSecondFactor(nextCode(), visitor(browser), desk)).ok).toBe(true);
    const tries = await desk.db.selectFrom("sign_in_tries").select("key").execute();
    expect(tries.length).toBeLessThan(6);
  });

  it("is asked for at the next sign-in, once for each code", async () => {
    const { desk, nextCode } = await withSecondFactor(newPlace);
    const code = nextCode();
    const browser = await atSecondStep(desk);

    expect(await confirmSecondFactor(code, visitor(browser), desk)).toMatchObject({
      ok: true,
      value: { step: "signed-in", staff: dana },
    });
    expect(await staffAt(desk, browser)).toMatchObject(dana);

    const eve = await atSecondStep(desk);
    expect((await confirmSecondFactor(code, visitor(eve), desk)).ok).toBe(false);
    expect(await staffAt(desk, eve)).toBeNull();
  });

  it("ends the sessions that had none", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const elsewhere = newBrowser();
    await signInAt(desk, elsewhere);
    const set = await startSecondFactor(password, staff, browser, desk);
    const secret = set.ok ? set.value.secret : "";
    await finishSecondFactor(codeOf(secret), staff, browser, desk);

    expect(await staffAt(desk, elsewhere)).toBeNull();
    expect(await staffAt(desk, browser)).toMatchObject(dana);
  });

  it("does not count before a code of it was shown", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    await startSecondFactor(password, staff, browser, desk);

    expect(await finishSecondFactor("000000", staff, browser, desk)).toMatchObject({
      error: { fields: [{ path: "code" }] },
    });
    expect((await signIn({ email: dana.email, password }, visitor(), desk)).ok).toBe(true);
  });

  it("is replaced by a recovery code, typed anyhow and once", async () => {
    const { desk, set } = await withSecondFactor(newPlace);
    expect(new Set(set.recoveryCodes).size).toBe(10);
    const code = set.recoveryCodes[3] ?? "";
    const typed = tidyCode(code.replace("-", " ").toLowerCase());

    const first = await confirmSecondFactor(typed, visitor(await atSecondStep(desk)), desk);
    const second = await confirmSecondFactor(typed, visitor(await atSecondStep(desk)), desk);

    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ error: { kind: "sign-in-refused" } });
  });

  it("keeps neither the secret nor the codes readable (row 38)", async () => {
    const { desk, set } = await withSecondFactor(newPlace);

    const kept = JSON.stringify(
      await desk.db.selectFrom("staff_second_factors").selectAll().execute(),
    );

    expect(kept).not.toContain(set.secret);
    expect(kept).not.toContain(bytesOf(set.secret).toString());
    expect(kept).not.toContain(set.recoveryCodes[0] ?? "");
  });

  it("cannot be guessed: five wrong codes end the try (row 28)", async () => {
    const { desk } = await withSecondFactor(newPlace);
    const browser = await atSecondStep(desk);
    const kinds: string[] = [];
    for (let i = 0; i < 6; i++) {
      const done = await confirmSecondFactor("123456", visitor(browser), desk);
      kinds.push(done.ok ? "ok" : done.error.kind);
    }

    expect(kinds).toEqual([...Array(5).fill("sign-in-refused"), "signed-out"]);
  });

  it("is for who comes, not for who is still signed in at this PC", async () => {
    const { desk, nextCode } = await withSecondFactor(newPlace);
    await addColleague(desk, { email: "lee@clinic.example" });
    const shared = newBrowser();
    await signInAt(desk, shared, "lee@clinic.example");
    await signIn({ email: dana.email, password }, visitor(shared), desk);

    const done = await confirmSecondFactor(nextCode(), visitor(shared), desk);

    expect(done).toMatchObject({ value: { staff: dana } });
  });

  it("goes, and gives new codes, only for the password", async () => {
    const { desk, browser, staff, set } = await withSecondFactor(newPlace);
    const wrong = await makeRecoveryCodes(other, staff, browser, desk);
    expect(wrong).toMatchObject({ error: { fields: [{ path: "password" }] } });
    const made = await makeRecoveryCodes(password, staff, browser, desk);
    expect(made.ok && made.value.recoveryCodes).not.toEqual(set.recoveryCodes);

    const stop = (proof?: Proof) => stopSecondFactorWithProof({ staff, browser, proof }, desk);
    expect(await stop()).toMatchObject({ error: { kind: "proof-needed", ways: ["password"] } });
    expect((await stop({ way: "password", password: other })).ok).toBe(false);
    expect((await stop({ way: "password", password })).ok).toBe(true);
    expect(await staffAt(desk, browser)).toMatchObject(dana);

    const step = await signIn({ email: dana.email, password }, visitor(), desk);
    expect(step).toMatchObject({ value: { step: "signed-in" } });
  });

  it("is what a session lacks that was opened with a password alone", async () => {
    const { desk, browser } = await signedInDesk(newPlace);
    const look = () => findSignedIn(tokenOf(browser.jar.get("desk-session") ?? ""), desk);
    expect((await look())?.withoutSecondFactor).toBe(true);

    const { browser: second, desk: secondDesk } = await withSecondFactor(newPlace);

    const token = tokenOf(second.jar.get("desk-session") ?? "");
    expect((await findSignedIn(token, secondDesk))?.withoutSecondFactor).toBe(false);
  });
});
