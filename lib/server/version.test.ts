import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readVersion } from "./version";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "desk-version-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("is the version of the package and the id of the build", () => {
  mkdirSync(join(folder, ".next"));
  writeFileSync(join(folder, ".next", "BUILD_ID"), "build-of-today");

  expect(readVersion(folder)).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    build: "build-of-today",
  });
});

it("says so where nothing is built", () => {
  expect(readVersion(folder).build).toBe("development");
});
