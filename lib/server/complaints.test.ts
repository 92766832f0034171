import { expect, it } from "vitest";
import { logComplaints } from "./complaints";
import { DatabaseTrouble } from "./db/trouble";
import { createLog } from "./log";

/** Says something on a console of its own, and gives back the lines that the log then has. */
function complain(...said: unknown[]): string[] {
  const lines: string[] = [];
  const console = { error: () => {}, warn: () => {} };
  logComplaints(console, createLog({ write: (line) => lines.push(line) }));
  const { error }: Pick<Console, "error"> = console;
  error(...said);
  return lines;
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it("says what kind of error it was and where, and not what it quotes", () => {
  const error = thrownBy(() => JSON.parse("Planted Name"));
  expect(String(error)).toContain("Planted");

  const [line = "", ...more] = complain("⨯", error);

  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({
    level: "error",
    event: "complaint",
    cause: "SyntaxError",
    stack: expect.stringMatching(/at JSON\.parse.*complaints\.test\.ts/),
  });
  expect(line).not.toContain("Planted");
});

it("keeps the reference of the error page, and a code", () => {
  const error = Object.assign(new Error("x"), { digest: "1591749817", code: "ECONNREFUSED" });
  expect(JSON.parse(complain(error)[0] ?? "")).toMatchObject({
    code: "ECONNREFUSED",
    digest: "1591749817",
  });
});

it.each([
  ["a text", ["Failed to handle request for /done?patient_id=Planted"]],
  ["an object", [{ name: "Planted" }]],
  ["a message of several lines", [new Error("x\n    at Planted (Planted)\n    at Planted")]],
  ["a cause", [new Error("x", { cause: new Error("y\n    at Planted") })]],
  ["own properties", [Object.assign(new Error("x"), { detail: "Planted", digest: "Planted 1" })]],
  ["a name", [Object.assign(new Error("x"), { name: "Planted 1" })]],
])("takes nothing over from %s", (_, said) => {
  const [line = "", ...more] = complain(...said);
  expect(more).toEqual([]);
  expect(JSON.parse(line).event).toBe("complaint");
  expect(line).not.toContain("Planted");
});

it("says what is wrong with the database, and what it was asked, instead of a place", () => {
  const trouble = new DatabaseTrouble("disk full", "insert sessions", "SQLITE_FULL");
  const [line = ""] = complain("⨯", Object.assign(trouble, { digest: "1591749817" }));
  expect(JSON.parse(line)).toEqual({
    ...{ level: "error", time: expect.any(String), event: "complaint", digest: "1591749817" },
    ...{ cause: "disk full", operation: "insert sessions", code: "SQLITE_FULL" },
  });
});
