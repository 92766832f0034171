import { describe, expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { newBrowser } from "@/test/staff/test-staff";
import { knownDevice, rememberDevice } from "./known-device";

const vault = createVault("a made-up secret of the tests, 43 characters");
const email = (i: number) => `colleague${i}@clinic.example`;

describe("a shared PC", () => {
  it("knows the last thirty who signed in with it, in a cookie that browsers keep", () => {
    const browser = newBrowser();

    for (let i = 1; i <= 31; i++) rememberDevice(browser, email(i), vault);

    expect(knownDevice(browser, email(1), vault)).toBeNull();
    expect(knownDevice(browser, email(2), vault)).not.toBeNull();
    expect(knownDevice(browser, email(31), vault)).not.toBeNull();
    expect(browser.jar.get("desk-device")?.length).toBeLessThan(4_000);
  });

  it("tells nobody who they are", () => {
    const browser = newBrowser();
    rememberDevice(browser, email(1), vault);

    const [cookie = ""] = browser.jar.values();

    expect(Buffer.from(cookie, "base64url").toString()).not.toContain("colleague");
  });

  it("has nobody to know when an earlier version wrote its cookie otherwise", () => {
    const browser = newBrowser();
    browser.jar.set("desk-device", vault.sealToken("known-device", `["${email(1)}"]`, 60));

    expect(knownDevice(browser, email(1), vault)).toBeNull();
    rememberDevice(browser, email(1), vault);
    expect(knownDevice(browser, email(1), vault)).not.toBeNull();
  });

  it("is another PC for each of them, and for each PC", () => {
    const [one, two] = [newBrowser(), newBrowser()];
    for (const browser of [one, two]) {
      for (const i of [1, 2]) rememberDevice(browser, email(i), vault);
    }

    const names = [one, two].flatMap((browser) =>
      [1, 2].map((i) => knownDevice(browser, email(i), vault)),
    );

    expect(new Set(names).size).toBe(4);
  });
});
