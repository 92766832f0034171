import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createVault } from "./seal";

const secret = "a made-up secret of the tests, 43 characters";
const vault = createVault(secret);
const schema = z.object({ name: z.string() });
const zoe = { name: "Zoë Quackenbush" };

/** The same text with one bit of one byte turned over. */
function turnBit(sealed: string, index: number): string {
  const bytes = Buffer.from(sealed, "base64url");
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return bytes.toString("base64url");
}

describe("a sealed value", () => {
  it("opens in its place, also after a restart", () => {
    const sealed = vault.seal("details", "row-1", zoe);

    expect(vault.open("details", "row-1", sealed, schema)).toEqual(zoe);
    expect(createVault(secret).open("details", "row-1", sealed, schema)).toEqual(zoe);
  });

  it("looks different each time and tells nothing", () => {
    const sealed = vault.seal("details", "row-1", zoe);

    expect(sealed).toMatch(/^[\w-]+$/);
    expect(vault.seal("details", "row-1", zoe)).not.toBe(sealed);
    expect(Buffer.from(sealed, "base64url").includes("Quack")).toBe(false);
  });

  it("opens in no other row, for no other purpose and with no other secret", () => {
    const sealed = vault.seal("details", "row-1", zoe);
    const stranger = createVault(`${secret}!`);

    expect(() => vault.open("details", "row-2", sealed, schema)).toThrow("does not open");
    expect(() => vault.open("snapshot", "row-1", sealed, schema)).toThrow("does not open");
    expect(() => vault.open("detail", "s\0row-1", sealed, schema)).toThrow("does not open");
    expect(() => stranger.open("details", "row-1", sealed, schema)).toThrow("DESK_SECRET");
  });

  it("opens no more after any bit was changed or any byte cut off", () => {
    const sealed = vault.seal("details", "row-1", zoe);
    const length = Buffer.from(sealed, "base64url").length;

    for (let index = 0; index < length; index += 1) {
      const cut = Buffer.from(sealed, "base64url").subarray(0, index).toString("base64url");
      expect(() => vault.open("details", "row-1", turnBit(sealed, index), schema)).toThrow();
      expect(() => vault.open("details", "row-1", cut, schema)).toThrow();
    }
  });

  it("never names its content when it has another shape", () => {
    const sealed = vault.seal("details", "row-1", { nom: "Zoë Quackenbush" });
    const open = () => vault.open("details", "row-1", sealed, schema);

    expect(open).toThrow(/^A stored details has an unknown shape\.$/);
  });
});

describe("a fingerprint", () => {
  it("is always the same for one text and purpose, and only for those", () => {
    const print = vault.fingerprint("patient-id", "MRN-10023");

    expect(print).toMatch(/^[\w-]{43}$/);
    expect(createVault(secret).fingerprint("patient-id", "MRN-10023")).toBe(print);
    expect(vault.fingerprint("patient-id", "MRN-10024")).not.toBe(print);
    expect(vault.fingerprint("other", "MRN-10023")).not.toBe(print);
    expect(createVault(`${secret}!`).fingerprint("patient-id", "MRN-10023")).not.toBe(print);
  });
});

describe("a token", () => {
  it("gives back its text for so long and no longer", () => {
    let nowMs = Date.parse("2026-04-25T14:30:00.000Z");
    const ticking = createVault(secret, () => nowMs);
    const token = ticking.sealToken("return", "mW5xyzmW5xyzmW5xyzmW5x", 600);

    nowMs += 599_000;
    expect(ticking.openToken("return", token)).toBe("mW5xyzmW5xyzmW5xyzmW5x");
    nowMs += 1000;
    expect(ticking.openToken("return", token)).toBeNull();
  });

  it("is short, fit for a URL and hides its text", () => {
    const token = vault.sealToken("return", "mW5xyzmW5xyzmW5xyzmW5x", 600);

    expect(token).toMatch(/^[\w-]{60,80}$/);
    expect(Buffer.from(token, "base64url").includes("mW5xyz")).toBe(false);
  });

  it("is nothing when it is forged, altered or for another purpose", () => {
    const token = vault.sealToken("return", "row-1", 600);
    const others = [
      "",
      "A",
      "not a token",
      "💥",
      turnBit(token, 20),
      token.slice(0, -4),
      vault.seal("return", "", "row-1"),
      createVault(`${secret}!`).sealToken("return", "row-1", 600),
    ];

    expect(others.map((other) => vault.openToken("return", other))).toEqual(others.map(() => null));
    expect(vault.openToken("other", token)).toBeNull();
  });
});
