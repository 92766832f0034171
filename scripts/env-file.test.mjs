import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { readEnvFile } from "./env-file.mjs";
import { environmentOf, readSettings } from "./settings.mjs";
import { root } from "./steps.mjs";

const read = (text) => readEnvFile(Buffer.from(text), ".env");

describe("a value", () => {
  it.each([
    ["smtp://desk:pa$word1@127.0.0.1:3341"],
    ["Smile$mart Dental"],
    ["a$$b$1"],
    ["pa#ss#"],
    ["a=b=c"],
    ["Joe's Clinic"],
    ["C:\\new\\desk"],
    ["Clínica Río – №1"],
    ["“Smile”"],
  ])("is what stands there: %s", (value) => {
    expect(read(`A=${value}`)).toEqual({ A: value });
    expect(read(`export A = ${value}  \r\nB=2`)).toEqual({ A: value, B: "2" });
    expect(read(`A="${value}" # a note`)).toEqual({ A: value });
  });

  it.each([
    ["A=Smile # a note", "Smile"],
    ["A=   # a note", ""],
    ["A=", ""],
    ["A: b", "b"],
    ['A="Smile$mart Dental #2"', "Smile$mart Dental #2"],
    ["A='Joe's #2' # he's in", "Joe's #2"],
    ["A=`a\"b'c`", "a\"b'c"],
    ["A='\u0024{B}'", "\u0024{B}"],
    // As it had to be written once.
    ["A=pa\\$word", "pa$word"],
    ["\uFEFFA=b", "b"],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual({ A: value });
  });

  it.each([
    ["A=Smile$mart Dental #2", "Line 1 of .env (A) has a # that may"],
    ["\n\nA=#abc", "Line 3 of .env (A) has a # that may"],
    ["A=\u0024{B}/x", "Line 1 of .env (A) has “${”"],
    ['A="\u0024{B}"', "Line 1 of .env (A) has “${”"],
    ['A="b', "begins with a quote that does not end"],
    ['A="b" c', "begins with a quote that does not end"],
    ["# note\nMEDBLOCKS_API_KEY mb_sk_live", "Line 2 of .env cannot be read"],
    ["A=1\nA=2", "Line 2 of .env sets A a second time"],
  ])("that may mean two things stops the start: %j", (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it("that is there twice and empty once is not lost", () => {
    expect(read("A=1\nA=")).toEqual({ A: "1" });
    expect(read("A=\nA=1\n__proto__=2")).toEqual({ A: "1" });
  });
});

describe("a file", () => {
  const key = "MEDBLOCKS_API_KEY=mb_sk_live_example";

  it.each([
    ["UTF-16 with its mark", Buffer.from(`\uFEFF${key}`, "utf16le")],
    ["UTF-16 without", Buffer.from(key, "utf16le")],
    ["UTF-16, the other way round", Buffer.from(`\uFEFF${key}`, "utf16le").swap16()],
    ["Latin-1", Buffer.from("CLINIC_NAME=Clínica", "latin1")],
  ])("of %s is not read as nothing", (_, bytes) => {
    expect(() => readEnvFile(bytes, ".env")).toThrow(
      ".env cannot be read as text. Save it as UTF-8.",
    );
  });

  it("of the examples says nothing, as it stands", () => {
    const example = readEnvFile(readFileSync(join(root, ".env.example")), ".env.example");
    expect(Object.keys(example).length).toBeGreaterThan(20);
    expect(new Set(Object.values(example))).toEqual(new Set([""]));
  });
});

describe("the settings", () => {
  const folder = mkdtempSync(join(tmpdir(), "desk-settings-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => vi.unstubAllEnvs());

  const written = { SMTP_URL: "smtp://desk:pa$word1@127.0.0.1:3341", CLINIC_NAME: "Smile$mart" };
  const lines = Object.entries(written).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, ".env"), `${lines.join("")}DESK_SECRET=of the file\nPORT=1\n`);
  writeFileSync(join(folder, ".env.local"), "PORT=2\n");
  writeFileSync(join(folder, ".env.development"), "PORT=3\n");

  it("come from the environment, and else from the file that stands nearest", () => {
    vi.stubEnv("DESK_SECRET", "a$b");
    expect(readSettings(false, folder)).toMatchObject({
      ...written,
      DESK_SECRET: "a$b",
      PORT: "2",
    });
  });

  it("reach the app as they are written", () => {
    vi.stubEnv("DESK_SECRET", "a$b");
    const settings = environmentOf(readSettings(false, folder));
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    // What Next does when the app starts.
    const fromNext = createRequire(createRequire(import.meta.url).resolve("next/package.json"));
    fromNext("@next/env").loadEnvConfig(folder, false, console);
    expect(process.env).toMatchObject({ ...written, DESK_SECRET: "a$b" });
  });
});
