import { describe, expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { sampleSecret } from "@/test/sessions/sample-session";
import { foldedKey, foldId } from "./fold-id";

describe("IDs that look alike", () => {
  it.each([
    ...["MRN\u20101001", "MRN\u20111001", "MRN\u20121001", "MRN\u20131001", "MRN\u20141001"],
    ...[
      "MRN\u22121001",
      "MRN\uff0d1001",
      "MRN\ufe631001",
      "ＭＲＮ-１００１",
      "mrn-1001",
      "Mrn-1001",
    ],
    ...["'MRN-1001", '="MRN-1001"', "“MRN-1001”", "(MRN-1001)", "MRN: MRN-1001", "MRN:MRN-1001"],
    ...["ID=MRN-1001", "Patient ID: MRN-1001", "#MRN-1001", "*MRN-1001*", "]C1MRN-1001"],
    ...["MRN-1001^^^HOSP^MR", "MRN-1001^4^M10", "МRN-1001", "ΜRΝ-1001", "мrn-1001"],
    ...["MRN-١٠٠١", "MRN-۱۰۰۱", "MRN-१००१", "MRN-๑๐๐๑", "MRN-𝟏𝟎𝟎𝟏", "MRN-①⓪⓪①"],
    ...["MRN 1001", "MRN1001", "MRN-01001", "MRN - 1001", "MRN-1001\u200b"],
  ])("are folded to one: %s", (id) => {
    expect(foldId(id)).toBe(foldId("MRN-1001"));
  });

  it.each(["12345", "012345", "0012345", "'0012345", '="0012345"', "MRN:12345", "١٢٣٤٥"])(
    "lose their leading zeros: %s",
    (id) => {
      expect(foldId(id)).toBe(foldId("0012345"));
    },
  );

  it.each([
    ["MRN-1001", "MRN-1002"],
    ["MRN-1001", "MRN-10010"],
    ["MRN-1001", "MRX-1001"],
    ["12345", "123450"],
    ["12-3", "1-23"],
    ["12-3", "123"],
    ["10/023.A", "10/023.B"],
    ["A-1", "A-1-1"],
    ["0", "00A"],
    ["患者７", "患者８"],
    ["🙂", "🙃"],
    ["'", '"'],
    ["ID", "NO"],
  ])("are not %s and %s", (one, other) => {
    expect(foldId(one)).not.toBe(foldId(other));
  });

  it("are found by a key that tells nothing without the secret", () => {
    const [ours, theirs] = [createVault(sampleSecret), createVault(`${sampleSecret}, not`)];
    expect(foldedKey(ours, "mrn-1001")).toBe(foldedKey(ours, "MRN–1001"));
    expect(foldedKey(ours, "MRN-1001")).toMatch(/^[\w-]{43}$/);
    expect(foldedKey(theirs, "MRN-1001")).not.toBe(foldedKey(ours, "MRN-1001"));
  });
});
