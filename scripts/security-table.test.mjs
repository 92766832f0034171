import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./steps.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");

const rows = [...read("SECURITY.md").matchAll(/^\| (\d+) \|.*\| ([^|]+) \|$/gm)].map(
  ([, row, files]) => [row, [...files.matchAll(/`([^`]+)`/g)].map(([, file]) => file)],
);

it("SECURITY.md has a table of threats", () => {
  expect(rows.length).toBeGreaterThan(20);
});

it.each(rows)("what SECURITY.md says of row %s is tested where it says", (row, files) => {
  const title = new RegExp(`\\(rows? (\\d+, )*${row}(, \\d+)*\\)`);
  expect(files).not.toEqual([]);
  expect(files.filter((file) => !title.test(read(file)))).toEqual([]);
});

it("every file that SECURITY.md names is there", () => {
  const named = [
    ...read("SECURITY.md").matchAll(/`((?:app|components|e2e|lib|scripts)\/[^`*]+)`/g),
  ];
  const paths = [...new Set(named.map(([, path]) => path))];
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
