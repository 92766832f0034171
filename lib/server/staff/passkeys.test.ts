import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import { addTestPasskey, testPasskey } from "@/test/staff/test-passkey";
import {
  addColleague,
  asStaff,
  dana,
  fromStaff,
  newBrowser,
  openTestStaff,
  password,
  signInAt,
  staffAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import type { Browser } from "./browser";
import { addPasskey, signInWithPasskey, startPasskey, startPasskeySignIn } from "./passkeys";
import { findSignedIn, tokenAt } from "./sign-ins";
import { takeTry } from "./throttle";

async function deskWithPasskey(newPlace: Parameters<typeof openTestStaff>[0]) {
  const desk = await openTestStaff(newPlace);
  const passkey = await addTestPasskey(desk, await addColleague(desk));
  return { desk, passkey };
}

async function challengeAt(browser: Browser, desk: TestStaff): Promise<string> {
  const question = await startPasskeySignIn(desk, undefined, visitor(browser));
  if (!question.ok) throw new Error(question.error.kind);
  return question.value.challenge;
}

/** Somebody who is signed in asks for a new passkey. @returns adds one that is made as was asked */
async function atNewPasskey(desk: TestStaff, email = dana.email) {
  const browser = newBrowser();
  const staff = await signInAt(desk, browser, email);
  const from = fromStaff(staff, browser);
  const asked = await startPasskey(asStaff(desk, staff), { password }, from);
  if (!asked.ok) throw new Error(asked.error.kind);
  const { challenge } = asked.value;
  return (passkey = testPasskey(desk.env.appUrl)) =>
    addPasskey(
      asStaff(desk, staff),
      { name: "Phone", response: passkey.register(challenge) },
      from,
    );
}

const notAdded = { error: { kind: "invalid-input", fields: [{ path: "name" }] } };

describeOnEachEngine("a passkey", (newPlace) => {
  it("signs in as two factors do, once for each question", async () => {
    const { desk, passkey } = await deskWithPasskey(newPlace);
    const browser = newBrowser();
    const answer = passkey.answer(await challengeAt(browser, desk));
    const question = browser.jar.get("desk-passkey-question") ?? "";

    const step = await signInWithPasskey(desk, answer, visitor(browser));

    expect(step).toMatchObject({ ok: true, value: { step: "signed-in", staff: dana } });
    const token = tokenAt(browser) ?? "";
    expect((await findSignedIn(desk, token))?.withoutSecondFactor).toBe(false);

    const eve = newBrowser();
    eve.jar.set("desk-passkey-question", question);
    expect((await signInWithPasskey(desk, answer, visitor(eve))).ok).toBe(false);
    expect(await staffAt(desk, eve)).toBeNull();
  });

  it("answers this desk's own question, and only when the device asked who holds it", async () => {
    const { desk, passkey } = await deskWithPasskey(newPlace);
    const browser = newBrowser();
    const challenge = await challengeAt(browser, desk);
    const signIn = (answer: ReturnType<typeof passkey.answer>, at: Browser = browser) =>
      signInWithPasskey(desk, answer, visitor(at));

    for (const refused of [
      await signIn(passkey.answer(challenge, { origin: "https://evil.example" })),
      await signIn(passkey.answer(challenge, { isUserVerified: false })),
      await signIn(passkey.answer("made-up")),
      await signIn({ ...passkey.answer(challenge), id: "nobody's" }),
      await signIn(passkey.answer(challenge), newBrowser()),
    ]) {
      expect(refused).toMatchObject({ error: { kind: "sign-in-refused" } });
    }
    expect((await signIn(passkey.answer(challenge))).ok).toBe(true);
  });

  it("works whatever strangers try, who leave nothing but a count", async () => {
    const { desk, passkey } = await deskWithPasskey(newPlace);
    for (let i = 0; i < 70; i++) {
      const eve = newBrowser();
      await signInWithPasskey(desk, passkey.answer(await challengeAt(eve, desk)), visitor());
    }
    const anywhere = { what: "anywhere/passkey", which: "", free: 60, longestSeconds: 60 };
    expect(await takeTry([anywhere], desk)).toBeGreaterThan(0);

    const browser = newBrowser();
    const answer = passkey.answer(await challengeAt(browser, desk));
    expect((await signInWithPasskey(desk, answer, visitor(browser))).ok).toBe(true);

    expect(desk.audited.map(({ action }) => action)).toEqual(["sign-in"]);
    expect(await desk.db.selectFrom("refused_tries").select("tries").execute()).toHaveLength(1);
    expect(await desk.db.selectFrom("staff_sessions").select("id").execute()).toHaveLength(1);
  });

  it("is not taken of who was shut out", async () => {
    const { desk, passkey } = await deskWithPasskey(newPlace);
    await desk.db.updateTable("staff").set({ deactivatedAt: "2026-04-25" }).execute();
    const browser = newBrowser();

    const answer = passkey.answer(await challengeAt(browser, desk));
    const step = await signInWithPasskey(desk, answer, visitor(browser));

    expect(step).toMatchObject({ error: { kind: "sign-in-refused" } });
    expect(desk.audited).toMatchObject([{ action: "sign-in", outcome: "sign-in-refused" }]);
    expect(desk.audited[0]?.subject).not.toBeNull();
  });

  it("is added once for each time that the password was given", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const add = await atNewPasskey(desk);

    expect(await add()).toEqual({ ok: true, value: null });
    expect(await add()).toMatchObject(notAdded);

    expect(await desk.db.selectFrom("staff_passkeys").select("id").execute()).toHaveLength(1);
    expect(desk.audited.slice(-2)).toMatchObject([
      { action: "passkey-added", outcome: "ok" },
      { action: "passkey-added", outcome: "refused" },
    ]);
  });

  it("has an id of its own: nobody adds one that a colleague has", async () => {
    const { desk, passkey } = await deskWithPasskey(newPlace);
    await addColleague(desk, { email: "lee@clinic.example" });
    const add = await atNewPasskey(desk, "lee@clinic.example");

    expect(await add(passkey)).toMatchObject(notAdded);

    const browser = newBrowser();
    const answer = passkey.answer(await challengeAt(browser, desk));
    expect(await signInWithPasskey(desk, answer, visitor(browser))).toMatchObject({
      value: { staff: dana },
    });
  });
});
