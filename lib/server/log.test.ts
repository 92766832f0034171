import { expect, test } from "vitest";
import { createLog, type LogFields } from "./log";

function logged(fields: LogFields): string {
  const lines: string[] = [];
  createLog({ write: (line) => lines.push(line) }).warn(fields);
  return lines.join("");
}

test("writes one line of JSON with a time and a level", () => {
  const line = logged({ event: "connect_failed", code: "throttled", status: 429, duration_ms: 12 });
  expect(line.endsWith("\n")).toBe(true);
  expect(JSON.parse(line)).toEqual({
    level: "warn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    event: "connect_failed",
    code: "throttled",
    status: 429,
    duration_ms: 12,
  });
});

test("drops whatever is not on its list, also when the compiler was looked past", () => {
  const wide = {
    event: "x",
    patientId: "MRN10023",
    err: new Error("Jane Doe"),
    cause: { name: "Jane Doe" },
  };
  const line = logged(Object.assign({ event: "x" }, wide, { cause: null }));
  expect(Object.keys(JSON.parse(line))).toEqual(["level", "time", "event"]);
});

test("cannot be made to forge a second line or to speak to a terminal", () => {
  const line = logged({ event: "x", code: 'a\n{"event":"forged"}\r\u001b[2J\u009b\u2028\u202e' });
  expect(line.split("\n")).toHaveLength(2);
  expect(JSON.parse(line).code).toBe('a?{"event":"forged"}??[2J???');
});

test("shortens a text that is no word of ours", () => {
  expect(JSON.parse(logged({ event: "x".repeat(5000) })).event).toHaveLength(200);
});
