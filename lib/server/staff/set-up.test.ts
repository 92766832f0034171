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
  password,
  signInAt,
  staffAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import { firstStartLines } from "./first-start";
import { inviteStaff, makeNewPasswordAddress, withdrawInvitation } from "./invite";
import { readOneTimeAddress, redeemOneTimeAddress, type SetUp } from "./set-up";
import { signIn } from "./sign-in";

const gone = { ok: false, error: { kind: "one-time-address-gone", requestId: null } };
const lee = { name: "Lee Okafor", email: "lee@clinic.example" };
const hour = 60 * 60;

function tokenIn(address: string): string {
  return new URL(address).hash.slice(1);
}

/** The token of the line that a start prints. */
async function printed(desk: TestStaff, what: "First administrator" | "Demo"): Promise<string> {
  const line = (await firstStartLines(desk)).find((text) => text.startsWith(`${what}: `));
  return tokenIn(line?.slice(what.length + 2) ?? "");
}

async function invited(desk: TestStaff) {
  const id = await addColleague(desk, { role: "administrator" });
  const by = { id, ...dana, role: "administrator", sessionId: "1" } as const;
  const made = await inviteStaff(asStaff(desk, by), { ...lee, role: "desk" }, fromStaff(by));
  if (!made.ok) throw new Error(made.error.kind);
  return { by, token: tokenIn(made.value.address), made: made.value };
}

const redeem = (desk: TestStaff, input: SetUp) => redeemOneTimeAddress(desk, input, visitor());

describeOnEachEngine("an address that works once", (newPlace) => {
  it("does not work on because the clock that made it was 40 days ahead", async () => {
    const desk = await openTestStaff(newPlace);
    desk.waitFor(40 * 24 * hour);
    const { token } = await invited(desk);
    expect(await readOneTimeAddress(desk, token, visitor())).toMatchObject({ ok: true });

    desk.waitFor(-40 * 24 * hour);

    expect(await readOneTimeAddress(desk, token, visitor())).toEqual(gone);
  });
});

describeOnEachEngine("the first start", (newPlace) => {
  it("prints one line with an address, and after the set-up none", async () => {
    const desk = await openTestStaff(newPlace);
    const [line = "", ...others] = await firstStartLines(desk);
    expect(line).toMatch(/^First administrator: http:\/\/localhost:3000\/setup#[\w-]{43}$/);
    expect(others).toEqual([]);
    const token = line.split("#")[1] ?? "";
    const browser = newBrowser();

    const done = await redeemOneTimeAddress(desk, { token, ...lee, password }, visitor(browser));

    expect(done).toMatchObject({ ok: true, value: { step: "signed-in" } });
    expect(await staffAt(desk, browser)).toMatchObject({ ...lee, role: "administrator" });
    expect(await firstStartLines(desk)).toEqual([]);
    expect((await signIn(desk, { email: lee.email, password }, visitor())).ok).toBe(true);
  });

  it("makes one administrator when two are quick", async () => {
    const desk = await openTestStaff(newPlace);
    const token = await printed(desk, "First administrator");

    const both = await Promise.all([
      redeem(desk, { token, ...lee, password }),
      redeem(desk, { token, ...dana, password }),
    ]);

    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await desk.db.selectFrom("staff").select("id").execute()).toHaveLength(1);
  });

  it("gives an address for one hour, of which the next start makes nothing", async () => {
    const desk = await openTestStaff(newPlace);
    const late = await printed(desk, "First administrator");
    const token = await printed(desk, "First administrator");
    expect(await readOneTimeAddress(desk, late, visitor())).toEqual(gone);
    expect(await readOneTimeAddress(desk, token, visitor())).toMatchObject({ ok: true });

    desk.waitFor(hour + 1);

    expect(await readOneTimeAddress(desk, token, visitor())).toEqual(gone);
    expect(await redeem(desk, { token, ...lee, password })).toEqual(gone);
  });

  it("keeps no address from which it could be read", async () => {
    const desk = await openTestStaff(newPlace);
    const token = await printed(desk, "First administrator");

    const kept = await desk.db.selectFrom("one_time_addresses").selectAll().execute();

    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("offers a demo clerk only where it is asked for, and only until there are staff", async () => {
    const desk = await openTestStaff(newPlace, { demo: true });
    const browser = newBrowser();
    const token = await printed(desk, "Demo");

    await redeemOneTimeAddress(desk, { token }, visitor(browser));
    expect(await staffAt(desk, browser)).toMatchObject({ role: "administrator" });
    expect(await redeem(desk, { token })).toEqual(gone);

    const again = await printed(desk, "Demo");
    const first = await printed(desk, "First administrator");
    expect((await redeem(desk, { token: first, ...lee, password })).ok).toBe(true);

    expect(await staffAt(desk, browser)).toBeNull();
    expect(await redeem(desk, { token: again })).toEqual(gone);
    expect(await firstStartLines(desk)).toEqual([]);
  });
});

describeOnEachEngine("an invitation", (newPlace) => {
  it("says whom it is for and lets them in with a password of their own, once", async () => {
    const desk = await openTestStaff(newPlace);
    const { token } = await invited(desk);
    expect(await readOneTimeAddress(desk, token, visitor())).toEqual({
      ok: true,
      value: { kind: "invitation", ...lee, role: "desk", asksPassword: true },
    });
    const browser = newBrowser();

    await redeemOneTimeAddress(
      desk,
      { token, password, email: "eve@evil.example" },
      visitor(browser),
    );

    expect(await staffAt(desk, browser)).toMatchObject({ ...lee, role: "desk" });
    expect(await redeem(desk, { token, password })).toEqual(gone);
  });

  it("asks for a good password before it is used up", async () => {
    const desk = await openTestStaff(newPlace);
    const { token } = await invited(desk);

    const weak = await redeem(desk, { token, password: "Riverside Clinic 2026" });

    expect(weak).toMatchObject({
      error: { kind: "invalid-input", fields: [{ path: "password" }] },
    });
    expect((await redeem(desk, { token, password })).ok).toBe(true);
  });

  it("works for 72 hours, until it is taken back, and not beside a newer one", async () => {
    const desk = await openTestStaff(newPlace);
    const { by, token, made } = await invited(desk);
    expect(Date.parse(made.expiresAt) - desk.now().getTime()).toBe(72 * hour * 1000);
    const second = await inviteStaff(asStaff(desk, by), { ...lee, role: "desk" }, fromStaff(by));
    expect(await readOneTimeAddress(desk, token, visitor())).toEqual(gone);
    const [open] = await desk.db.selectFrom("one_time_addresses").select("id").execute();

    expect(await withdrawInvitation(asStaff(desk, by), open?.id ?? "")).toEqual({
      ok: true,
      value: null,
    });

    const newer = second.ok ? tokenIn(second.value.address) : "";
    expect(await readOneTimeAddress(desk, newer, visitor())).toEqual(gone);
    const third = await inviteStaff(asStaff(desk, by), { ...lee, role: "desk" }, fromStaff(by));
    desk.waitFor(72 * hour + 1);
    const late = third.ok ? tokenIn(third.value.address) : "";
    expect(await readOneTimeAddress(desk, late, visitor())).toEqual(gone);
  });

  it("is refused for who is staff already", async () => {
    const desk = await openTestStaff(newPlace);
    const { by } = await invited(desk);

    const made = await inviteStaff(
      asStaff(desk, by),
      { name: "Dana", email: "DANA@clinic.example", role: "desk" },
      fromStaff(by),
    );

    expect(made).toMatchObject({ error: { kind: "already-staff" } });
  });
});

describeOnEachEngine("an address for a new password", (newPlace) => {
  it("is printed for the one whom the server's owner names, and for nobody else", async () => {
    const desk = await openTestStaff(newPlace, { newPasswordFor: "Dana@clinic.example" });
    await addColleague(desk, { role: "administrator" });
    const [line = "", ...others] = await firstStartLines(desk);
    expect(line).toMatch(/^New password: /);
    expect(others).toEqual([]);
    const input = {
      token: tokenIn(line.replace("New password: ", "")),
      password: "seven lamps over gravel",
    };

    expect((await redeem(desk, input)).ok).toBe(true);

    const signIn = { ...desk.env.signIn, newPasswordFor: "nobody@clinic.example" };
    expect(await firstStartLines({ ...desk, env: { ...desk.env, signIn } })).toEqual([]);
  });

  it("lets a colleague in again and ends whatever they were signed in with", async () => {
    const desk = await openTestStaff(newPlace);
    const { by } = await invited(desk);
    const id = await addColleague(desk, lee);
    const browser = newBrowser();
    await signInAt(desk, browser, lee.email);
    const made = await makeNewPasswordAddress(
      asStaff(desk, by),
      id,
      fromStaff(by, undefined, ownPassword),
    );
    const token = made.ok ? tokenIn(made.value.address) : "";
    expect(await staffAt(desk, browser)).not.toBeNull();
    const other = "seven lamps over gravel";

    expect((await redeem(desk, { token, password: other })).ok).toBe(true);

    expect(await staffAt(desk, browser)).toBeNull();
    expect((await signIn(desk, { email: lee.email, password }, visitor())).ok).toBe(false);
    expect((await signIn(desk, { email: lee.email, password: other }, visitor())).ok).toBe(true);
  });
});
