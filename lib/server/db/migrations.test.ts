import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse, specifiersOf } from "@/test/our-sources";
import { migrations } from "./migrate";

const folder = new URL("./migrations/", import.meta.url);
const files = readdirSync(fileURLToPath(folder));

/** Whatever else a migration took would be what it is then, and not what it was when clinics ran it. */
function foreignIn(text: string): string[] {
  return specifiersOf(parse("0000-a.ts", text)).filter(
    (name) => name !== "kysely" && name !== "server-only",
  );
}

describe("the migrations", () => {
  it.each(files)("%s makes the same tables for ever: it uses nothing but Kysely", (file) => {
    expect(foreignIn(readFileSync(new URL(file, folder), "utf8"))).toEqual([]);
  });

  it.each([
    'import { staffTables } from "@/lib/server/staff/auth-tables";',
    'import { sql } from "drizzle-orm";',
    "import './0001-sessions';",
    'export { up } from "./0001-sessions";',
    'const { up } = await import("../schema");',
  ])("would not be frozen with: %s", (line) => {
    expect(foreignIn(`import { sql } from "kysely";\n${line}\n`)).toHaveLength(1);
  });

  it("are all listed, each under the name of its file", () => {
    expect(Object.keys(migrations)).toEqual(files.map((file) => file.replace(/\.ts$/, "")).sort());
  });
});
