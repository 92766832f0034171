import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { deskSecret, makeDeskSecret } from "./desk-secret";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "desk-data-"));
  folders.push(folder);
  return folder;
}

it("is the configured one, and then writes nothing", () => {
  const dataDir = newDataDir();

  makeDeskSecret({ dataDir, deskSecret: "configured" });
  expect(deskSecret({ dataDir, deskSecret: "configured" })).toBe("configured");
  expect(readdirSync(dataDir)).toEqual([]);
});

it("is made on the first start, for the owner's eyes only, and kept", () => {
  const dataDir = join(newDataDir(), "not", "there", "yet");
  makeDeskSecret({ dataDir, deskSecret: null });
  const secret = deskSecret({ dataDir, deskSecret: null });
  makeDeskSecret({ dataDir, deskSecret: null });

  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(deskSecret({ dataDir, deskSecret: null })).toBe(secret);
  expect(readFileSync(join(dataDir, "desk-secret"), "utf8")).toBe(`${secret}\n`);
  expect(readdirSync(dataDir)).toEqual(["desk-secret"]);
  expect(statSync(join(dataDir, "desk-secret")).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

it("differs from clinic to clinic", () => {
  const [one, two] = [newDataDir(), newDataDir()].map((dataDir) => {
    makeDeskSecret({ dataDir, deskSecret: null });
    return deskSecret({ dataDir, deskSecret: null });
  });

  expect(one).not.toBe(two);
});

it("is not made by who only reads it", () => {
  const dataDir = newDataDir();

  expect(() => deskSecret({ dataDir, deskSecret: null })).toThrow("Set the DESK_SECRET");
  expect(readdirSync(dataDir)).toEqual([]);
});

it.each(["", "short\n", "a key that somebody typed in here by hand ...\n"])(
  "is never a damaged file: %j",
  (content) => {
    const dataDir = newDataDir();
    writeFileSync(join(dataDir, "desk-secret"), content);

    expect(() => deskSecret({ dataDir, deskSecret: null })).toThrow("damaged");
  },
);
