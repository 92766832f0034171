import { sql } from "kysely";
import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  addColleague,
  asStaff,
  dana,
  newBrowser,
  openTestStaff,
  password,
  signInAt,
  staffAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import { deactivateStaff } from "./administer";
import { signIn } from "./sign-in";
import { signOut } from "./sign-ins";

const refused = { ok: false, error: { kind: "sign-in-refused", requestId: null } };
const wrong = "another kettle under moss";

/** Everything that the tables of staff hold, as one text. */
async function allThatIsKept({ db }: TestStaff): Promise<string> {
  const tables = ["staff", "staff_sessions", "staff_accounts", "sign_in_tries"];
  const rows = tables.map((table) => sql`select * from ${sql.table(table)}`.execute(db));
  return JSON.stringify((await Promise.all(rows)).map((result) => result.rows));
}

describeOnEachEngine("signing in with a password", (newPlace) => {
  it("lets staff in under their name, and tells the audit trail", async () => {
    const desk = await openTestStaff(newPlace);
    const id = await addColleague(desk);
    const browser = newBrowser();

    const step = await signIn(desk, { email: " Dana@Clinic.example", password }, visitor(browser));

    const staff = { id, ...dana, role: "desk" };
    expect(step).toEqual({ ok: true, value: { step: "signed-in", staff } });
    expect(await staffAt(desk, browser)).toMatchObject(staff);
    expect(desk.audited).toMatchObject([{ action: "sign-in", outcome: "ok", staff: { id } }]);
  });

  it("gives a new token each time, whatever the browser brought", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const browser = newBrowser();
    browser.jar.set("desk-session", "planted-by-somebody.else");

    await signInAt(desk, browser);
    const first = browser.jar.get("desk-session");
    await signInAt(desk, browser);

    const second = browser.jar.get("desk-session");
    expect(new Set(["planted-by-somebody.else", first, second]).size).toBe(3);
    browser.jar.set("desk-session", first ?? "");
    expect(await staffAt(desk, browser)).toBeNull();
  });

  it("keeps nothing from which anyone could be signed in", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const browser = newBrowser();
    await signInAt(desk, browser);

    const kept = await allThatIsKept(desk);

    const token = browser.jar.get("desk-session") ?? "";
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(password);
    const [row] = await desk.db.selectFrom("staff_sessions").select("token").execute();
    expect(await staffAt(desk, browser)).not.toBeNull();
    browser.jar.set("desk-session", row?.token ?? "");
    expect(await staffAt(desk, browser)).toBeNull();
  });

  it.each([
    ["https://desk.clinic.example", "__Host-desk-session", true],
    ["http://localhost:3000", "desk-session", false],
  ])(
    "is a cookie of this host alone, out of reach of scripts, at %s",
    async (appUrl, name, secure) => {
      const desk = await openTestStaff(newPlace, {}, { appUrl });
      await addColleague(desk);
      const browser = newBrowser({ appUrl });

      await signInAt(desk, browser);

      const always = { httpOnly: true, sameSite: "lax", path: "/" };
      expect(browser.attributes.get(name)).toEqual({ ...always, secure, maxAge: 43_200 });
    },
  );

  it("says the same to a wrong password, an unknown address and a shut account", async () => {
    const desk = await openTestStaff(newPlace);
    const admin = await addColleague(desk, { role: "administrator", email: "lee@clinic.example" });
    const id = await addColleague(desk);
    const by = { id: admin, ...dana, role: "administrator", sessionId: "1" } as const;

    const answers = [
      await signIn(desk, { email: dana.email, password: wrong }, visitor()),
      await signIn(desk, { email: "nobody@clinic.example", password }, visitor()),
    ];
    await deactivateStaff(asStaff(desk, by), id);
    answers.push(await signIn(desk, { email: dana.email, password }, visitor()));

    expect(answers).toEqual([refused, refused, refused]);
    expect(desk.audited.map(({ outcome, subject }) => [outcome, subject])).toEqual([
      ["sign-in-refused", id],
      ["ok", id],
      ["sign-in-refused", id],
    ]);
  });

  it("works as hard for an unknown address as for a known one", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk, {}, { N: 2 ** 15, r: 8, p: 3 });
    const timed = async (email: string) => {
      const start = performance.now();
      await signIn(desk, { email, password: wrong }, visitor());
      return performance.now() - start;
    };

    const known = Math.min(await timed(dana.email), await timed(dana.email));
    const unknown = Math.min(await timed("a@b.example"), await timed("c@d.example"));

    // Without the hash it would be a hundredth.
    expect(unknown).toBeGreaterThan(known / 5);
  });

  it("ends the session that this browser had, also a colleague's", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    await addColleague(desk, { email: "lee@clinic.example" });
    const browser = newBrowser();
    await signInAt(desk, browser);

    const lee = await signInAt(desk, browser, "lee@clinic.example");

    const open = await desk.db.selectFrom("staff_sessions").select("userId").execute();
    expect(open).toEqual([{ userId: lee.id }]);
  });

  it("is over after signing out, also with the cookie of before", async () => {
    const desk = await openTestStaff(newPlace);
    await addColleague(desk);
    const browser = newBrowser();
    const staff = await signInAt(desk, browser);
    const before = browser.jar.get("desk-session") ?? "";

    await signOut(asStaff(desk, staff), "asked", { browser });

    expect(browser.jar.has("desk-session")).toBe(false);
    browser.jar.set("desk-session", before);
    expect(await staffAt(desk, browser)).toBeNull();
    expect(desk.audited.at(-1)).toMatchObject({ action: "sign-out", subject: "asked" });
  });

  it("is not there when the clinic has only single sign-on", async () => {
    const desk = await openTestStaff(newPlace, { password: false });
    await addColleague(desk);

    expect(await signIn(desk, { email: dana.email, password }, visitor())).toEqual(refused);
  });
});
