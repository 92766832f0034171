import { expect, it } from "vitest";
import { correctionSchema } from "./correction";

const shown = { name: "Maria Lopes", email: "maria@example.com" };
const input = { key: "a".repeat(43), name: "Maria Lopez", email: "", shown };

function problemsOf(changes: object) {
  const { error } = correctionSchema.safeParse({ ...input, ...changes });
  return error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
}

it("a correction changes the name and may empty the email", () => {
  expect(correctionSchema.parse({ ...input, name: "  Maria Lopez " })).toEqual(input);
});

it.each([
  [{ name: " " }, ["name", "Enter the name"]],
  [{ name: "x".repeat(201) }, ["name", "Use 200 characters or fewer"]],
  [{ email: "maria" }, ["email", "Enter an email address with an @"]],
])("a correction with %j is not sent", (changes, problem) => {
  expect(problemsOf(changes)).toEqual([problem]);
});

it("a name that was never there may stay empty", () => {
  expect(problemsOf({ name: "", shown: { name: "", email: "" } })).toEqual([]);
});

it.each([
  { key: "MRN10023" },
  { key: ["a".repeat(43)] },
  { name: ["Maria"] },
  { name: "Maria\u202e" },
  { email: null },
  { shown: null },
  { shown: { name: 1, email: "" } },
])("what no form sends is refused: %j", (changes) => {
  expect(problemsOf(changes)).not.toEqual([]);
});
