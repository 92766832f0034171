import { describe, expect, it } from "vitest";
import { hashPassword, isPassword } from "./password-hash";
import { passwordProblem } from "./password-rules";

const owner = {
  email: "dana.kowalski@riverside.example",
  name: "Dana Kowalski",
  clinicName: "Riverside Clinic",
};

describe("a new password", () => {
  it.each([
    "violet kettle under moss",
    "correct-horse battery gravel Tuesday",
    "mT7!zq0Vw9#Lr2bX",
    "ich mag grünen Tee mit Minze",
    "дождь стучит по крыше",
    "昨日は雨が降っていたので家で本を読んだ",
    "               x9 k2 v7 b4",
  ])("may be long and anything: %s", (password) => {
    expect(passwordProblem(password, owner)).toBeNull();
  });

  it.each(["", "short", "fourteen chars", "💚".repeat(14)])("may not be short: %s", (password) => {
    expect(passwordProblem(password, owner)).toMatch(/^Use 15 characters or more\./);
  });

  it.each([
    "passwordpassword",
    "Password12345678",
    "P@ssword!2026!!!",
    "qwertyuiopasdfgh",
    "123456789012345",
    "abcdefghijklmnop",
    "zyxwvutsrqponmlk",
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "Welcome2Welcome2",
    "riversideclinic1",
    "Riverside Clinic 2026",
    "danakowalski2024",
    "dana.kowalski@riverside.example",
    "iloveyou iloveyou",
    "connectdesk12345",
    "                ",
  ])("may not be what is tried first: %s", (password) => {
    expect(passwordProblem(password, owner)).toMatch(/easy to guess/);
  });

  it("is not taken apart for hours when it is very long", () => {
    expect(passwordProblem("x".repeat(257), owner)).toBe("Use 256 characters or fewer.");
  });
});

describe("a kept password", () => {
  it("is known again, however the keyboard composed it", async () => {
    const kept = await hashPassword("Zoë drinks green tea");

    expect(await isPassword("Zoe\u0308 drinks green tea", kept)).toBe(true);
    expect(await isPassword("Zoe drinks green tea", kept)).toBe(false);
    expect(kept).not.toContain("drinks");
  });

  it("is kept in other words each time", async () => {
    expect(await hashPassword("violet kettle under moss")).not.toBe(
      await hashPassword("violet kettle under moss"),
    );
  });
});
