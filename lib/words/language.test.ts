import { describe, expect, it } from "vitest";
import { asLanguage, preferredLanguage } from "./language";

describe("preferredLanguage", () => {
  it.each([
    ["es", "es"],
    ["vi-VN,vi;q=0.9,en;q=0.8", "vi"],
    ["en;q=0.5, ar;q=0.9", "ar"],
    ["zh-TW,zh;q=0.9,en;q=0.8", "zh"],
    ["HI-in", "hi"],
    ["fr-CH, fr;q=0.9, es;q=0.4, en;q=0.3", "es"],
    ["ar , es", "ar"],
    ["es;q=0, vi", "vi"],
  ])("reads %s as %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  it.each([null, "", "*", "fr, de;q=0.9", ";;;,,q=1", "es;q=0", "es;q=high", "english"])(
    "falls back to English for %s",
    (header) => {
      expect(preferredLanguage(header)).toBe("en");
    },
  );
});

describe("asLanguage", () => {
  it("takes a language of ours", () => {
    expect(asLanguage("ar")).toBe("ar");
  });

  it.each([null, "", "AR", "ar-EG", "fr", "__proto__", '"><script>'])("refuses %s", (text) => {
    expect(asLanguage(text)).toBeNull();
  });
});
