import { describe, expect, it } from "vitest";
import { isAppCode, tidyCode } from "./code";
import { secondFactorSchema } from "./schema";

describe("a code of six digits", () => {
  it.each([
    "123456",
    "123 456",
    "123-456",
    " 123 456\n",
    "123\u00a0456",
    "123\u202f456",
    "123\u2009456",
    "12 34 56",
    "１２３４５６",
    "１２３　４５６",
    "123\u2013456",
    "123\u2011456",
    "123.456",
    "\u200e123\u200b456\ufeff",
    "\u2068123456\u2069",
    "١٢٣ ٤٥٦",
    "۱۲۳۴۵۶",
    "१२३ ४५६",
  ])("is taken as %j", (typed) => {
    expect(secondFactorSchema.parse({ code: typed })).toEqual({ code: "123456" });
    expect(isAppCode(tidyCode(typed))).toBe(true);
  });

  it.each(["12345", "1234567", "", "12345o", "     6"])("is not %j", (typed) => {
    expect(isAppCode(tidyCode(typed))).toBe(false);
  });

  it.each(["", " ", "12345", "123 45", "----------"])("is asked for again after %j", (typed) => {
    expect(secondFactorSchema.safeParse({ code: typed }).error?.issues[0]?.message).toBe(
      "Enter the six digits that the app shows, or a recovery code.",
    );
  });
});

describe("a recovery code", () => {
  it.each(["7KQ2M-XR4TB", "7kq2m xr4tb", " 7kq2m\u2013xr4tb\n", "７KQ2MXR4TB"])(
    "is taken as %j",
    (typed) => {
      expect(secondFactorSchema.parse({ code: typed })).toEqual({ code: "7KQ2MXR4TB" });
    },
  );
});
