import { describe, expect, it } from "vitest";
import { sampleProgress } from "@/test/sessions/sample-progress";
import { awaitsRecords, recordsSentence } from "./records-words";
import type { HospitalState, RecordsHeard } from "./session";

const at = "2026-04-25T14:55:00.000Z";
const arrived: RecordsHeard = { state: "arrived", at };
const failed: RecordsHeard = { state: "failed", at };

function hospitals(...given: [HospitalState, RecordsHeard | null][]) {
  const states = Object.fromEntries(given.map(([state], index) => [`Hospital ${index}`, state]));
  const { hospitals } = sampleProgress({}, states);
  return hospitals.map((hospital, index) => ({ ...hospital, records: given[index]?.[1] ?? null }));
}

describe("what is known of records", () => {
  it.each<[string | null, [HospitalState, RecordsHeard | null][]]>([
    [null, [["declined", null]]],
    [
      "Records are on the way from 1 hospital.",
      [
        ["connected", null],
        ["failed", null],
      ],
    ],
    [
      "Records are on the way from 2 hospitals.",
      [
        ["connected", null],
        ["connected", null],
      ],
    ],
    ["Records arrived from 1 hospital.", [["connected", arrived]]],
    [
      "Records arrived from 1 of 2 hospitals. The rest are on the way.",
      [
        ["connected", arrived],
        ["connected", null],
      ],
    ],
    [
      "Records from Hospital 1 did not arrive.",
      [
        ["connected", arrived],
        ["connected", failed],
      ],
    ],
    [
      "Records from 2 hospitals did not arrive.",
      [
        ["connected", failed],
        ["connected", failed],
      ],
    ],
  ])("is said as %j", (sentence, given) => {
    expect(recordsSentence(hospitals(...given))).toBe(sentence);
  });

  it("may still become more while one that is connected was not heard of", () => {
    expect(awaitsRecords(hospitals(["connected", arrived], ["connected", null]))).toBe(true);
    expect(awaitsRecords(hospitals(["connected", failed], ["waiting", null]))).toBe(false);
  });
});
