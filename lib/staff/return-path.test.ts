import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

describe("the way back after signing in", () => {
  it.each([
    "/",
    "/sessions",
    "/sessions/k3v9x2m4",
    "/patients/Zm9v-_YmFy",
    "/settings",
    "/staff",
    "/account",
    "/audit",
  ])("leads to our own page %s", (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    ["another site", "https://evil.example/"],
    ["another site without a scheme", "//evil.example"],
    ["another site behind a backslash", "/\\evil.example"],
    ["another site after our own name", "/sessions//evil.example"],
    ["a script", "javascript:alert(1)"],
    ["a step up", "/sessions/../api/sign-out"],
    ["an encoded slash", "/%2F/evil.example"],
    ["a page with a query", "/sessions?q=MRN10023"],
    ["a page with something behind #", "/staff#x"],
    ["a line break", "/\n/evil.example"],
    ["a line break at the end", "/staff\n"],
    ["a page that is not for staff", "/setup"],
    ["itself", "/sign-in"],
    ["an address that is no page", "/api/sign-out"],
    ["nothing", ""],
    ["several at once", ["/staff", "//evil.example"]],
    ["no text", undefined],
  ])("never leads to %s", (_, to) => {
    expect(returnPath(to)).toBe("/");
  });
});
