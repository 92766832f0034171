import { afterEach, expect, it, vi } from "vitest";
import { asTheme, chooseTheme } from "./theme";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("follows the system for whatever is no theme", () => {
  expect(asTheme("dark")).toBe("dark");
  expect(asTheme("light")).toBe("light");
  for (const text of [undefined, "", "Dark", "<script>"]) expect(asTheme(text)).toBe("system");
});

it.each([
  ["https:", /; Secure$/],
  ["http:", /; SameSite=Lax$/],
])("is kept for a year and shown at once, on %s", (protocol, end) => {
  const dataset: Record<string, string> = {};
  vi.stubGlobal("location", { protocol });
  vi.stubGlobal("document", { cookie: "", documentElement: { dataset } });
  chooseTheme("dark");
  expect(document.cookie).toMatch(/^desk-theme=dark; Path=\/; Max-Age=31536000;/);
  expect(document.cookie).toMatch(end);
  expect(dataset).toEqual({ theme: "dark" });
});
