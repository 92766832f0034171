import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { settingVariables } from "@/lib/settings/clinic";
import { variables } from "./env";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** `npm start` sets it beside the sandbox, and nobody else shall. */
const notForPeople = "DEMO_SIGN_IN";
/** Node reads it by itself. */
const readByNode = "NODE_EXTRA_CA_CERTS";
/** Read before this program runs. */
const readByStart = "SANDBOX_PORT";

const forPeople = [...variables.filter((name) => name !== notForPeople), readByNode].sort();

describe("each variable that this program reads, and no other,", () => {
  it("stands in .env.example", () => {
    const named = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...forPeople, readByStart].sort());
  });

  it("has a row in the table of docs/operate.md", () => {
    const [, table = ""] = /\| variable \|.*\n([\s\S]*?)\n\n/.exec(read("docs/operate.md")) ?? [];
    const cells = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell = ""]) => cell);
    const named = cells.flatMap((cell) =>
      [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    expect(named.sort()).toEqual(forPeople);
  });
});

it("a setting that a variable decides names one that is read", () => {
  expect(variables).toEqual(expect.arrayContaining(Object.values(settingVariables)));
});
