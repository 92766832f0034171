import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { migrations } from "./migrate";

const folder = new URL("./migrations/", import.meta.url);
const files = readdirSync(fileURLToPath(folder));

/** What a module takes from others, in whichever way it says so. */
function importsOf(source: string): string[] {
  const named = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*["'`]([^"'`]+)["'`]/g;
  return [...source.matchAll(named)].flatMap(([, name]) => name ?? []);
}

/** Whatever else it took would be what it is then, and not what it was when clinics ran it. */
function foreignIn(source: string): string[] {
  return importsOf(source).filter((name) => name !== "kysely" && name !== "server-only");
}

describe("the migrations", () => {
  it.each(files)("%s makes the same tables for ever: it uses nothing but Kysely", (file) => {
    const source = readFileSync(new URL(file, folder), "utf8");

    expect(importsOf(source)).toContain("kysely");
    expect(foreignIn(source)).toEqual([]);
  });

  it.each([
    'import { staffTables } from "@/lib/server/staff/auth-tables";',
    'import { getMigrations } from "better-auth/db/migration";',
    "import './0001-sessions';",
    'export { up } from "./0001-sessions";',
    'const { up } = await import("../schema");',
    'const { up } = require("../schema");',
  ])("would not be frozen with: %s", (line) => {
    expect(foreignIn(`import { sql } from "kysely";\n${line}\n`)).toHaveLength(1);
  });

  it("are all listed, each under the name of its file", () => {
    expect(Object.keys(migrations)).toEqual(files.map((file) => file.replace(/\.ts$/, "")).sort());
  });
});
