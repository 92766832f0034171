import { expect, test } from "vitest";
import { pathSegment, withQuery } from "./path";

test.each([
  ["user_42", "user_42"],
  ["a/b", "a%2Fb"],
  ["../sessions", "..%2Fsessions"],
  ["%2e%2e", "%252e%252e"],
  ["a?status=open#x", "a%3Fstatus%3Dopen%23x"],
  ["Ærø 7", "%C3%86r%C3%B8%207"],
])("puts %s into one segment", (text, segment) => {
  expect(pathSegment(text)).toBe(segment);
});

test.each(["", ".", "..", "\ud800"])("has no segment for %j", (text) => {
  expect(pathSegment(text)).toBeNull();
});

test("leaves parameters without a value out of the query", () => {
  expect(withQuery("/x", { q: "", limit: 20, starting_after: null, status: undefined })).toBe(
    "/x?limit=20",
  );
  expect(withQuery("/x", { q: "a&b=c" })).toBe("/x?q=a%26b%3Dc");
});
