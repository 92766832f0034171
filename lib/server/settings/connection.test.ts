import { expect, it } from "vitest";
import { environmentOf } from "./connection";

it.each([
  ["mb_sk_sbx_1", false, "sandbox"],
  ["mb_sk_live_1", false, "live"],
  ["sk_1", false, "unknown"],
  ["mb_sk_live_1", true, "demo"],
] as const)("takes the key %s, at an API on this computer: %s, for %s", (apiKey, isSandbox, is) => {
  expect(environmentOf({ apiKey, isSandbox })).toBe(is);
});
