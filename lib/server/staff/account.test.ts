import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  asStaff,
  dana,
  fromStaff,
  newBrowser,
  password,
  signedInDesk,
  signInAt,
  staffAt,
  visitor,
} from "@/test/staff/test-staff";
import { changePassword } from "./account";
import { signIn } from "./sign-in";

const other = "seven lamps over gravel";

describeOnEachEngine("changing a password", (newPlace) => {
  it("ends the other sessions and goes on here under a new token", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const elsewhere = newBrowser();
    await signInAt(desk, elsewhere);
    const before = browser.jar.get("desk-session");

    const done = await changePassword(
      asStaff(desk, staff),
      { currentPassword: password, newPassword: other },
      fromStaff(staff, browser),
    );

    expect(done).toEqual({ ok: true, value: null });
    expect(await staffAt(desk, elsewhere)).toBeNull();
    expect(await staffAt(desk, browser)).toMatchObject(dana);
    expect(browser.jar.get("desk-session")).not.toBe(before);
    expect((await signIn(desk, { email: dana.email, password }, visitor())).ok).toBe(false);
    expect((await signIn(desk, { email: dana.email, password: other }, visitor())).ok).toBe(true);
  });

  it("needs the old one, of which not many may be tried", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const input = { currentPassword: "something else entirely", newPassword: other };
    const kinds: string[] = [];
    for (let i = 0; i < 7; i++) {
      const done = await changePassword(asStaff(desk, staff), input, fromStaff(staff, browser));
      kinds.push(done.ok ? "ok" : done.error.kind);
    }

    expect(kinds).toEqual([...Array(6).fill("invalid-input"), "wait-to-sign-in"]);
    expect((await signIn(desk, { email: dana.email, password }, visitor())).ok).toBe(true);
  });

  it("takes no easy one", async () => {
    const { desk, browser, staff } = await signedInDesk(newPlace);
    const input = { currentPassword: password, newPassword: "DanaKowalski2026" };

    expect(
      await changePassword(asStaff(desk, staff), input, fromStaff(staff, browser)),
    ).toMatchObject({
      error: { fields: [{ path: "newPassword" }] },
    });
  });
});
