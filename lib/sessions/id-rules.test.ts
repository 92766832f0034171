import { describe, expect, it } from "vitest";
import { anyId, exampleId, type IdRules, isUsualId } from "./id-rules";
import { readPatientId, withBlanks } from "./patient-id";

function rules(changes: Partial<IdRules>): IdRules {
  return { ...anyId, ...changes };
}

function read(text: string, changes: Partial<IdRules>): string {
  const result = readPatientId(text, rules(changes));
  return result.ok ? result.value : result.error;
}

describe("a pattern of the clinic's IDs", () => {
  it.each([
    ["", "anything", true],
    ["MRN-######", "MRN-100123", true],
    ["MRN-######", "mrn-100123", true],
    ["MRN-######", "MRN-10012", false],
    ["MRN-######", "MRN-1001234", false],
    ["MRN-######", "MRN-10012A", false],
    ["MRN-######", "xMRN-100123", false],
    ["#######, MRN-######", "1234567", true],
    ["#######,MRN-######", "MRN-100123", true],
    ["#+", "1", true],
    ["#+", "00000000000000000000001", true],
    ["#+", "", false],
    ["#+", "12a", false],
    ["??####", "AB1234", true],
    ["??####", "Ab1234", true],
    ["??####", "A11234", false],
    ["*+/####", "A7B/2024", true],
    ["*+/####", "/2024", false],
    ["\\#####", "#1234", true],
    ["\\#####", "11234", false],
    ["1A+\\+", "1AAA+", true],
    ["MRN-######", "MRN-１００１２３", false],
  ])("%s: whether %s looks like it is %s", (idPattern, id, usual) => {
    expect(isUsualId(id, rules({ idPattern }))).toBe(usual);
  });

  it("tells letter case apart where it counts", () => {
    const idPattern = "MRN-##";
    expect(isUsualId("mrn-12", rules({ idPattern, idCase: "counts" }))).toBe(false);
    expect(isUsualId("mrn-12", rules({ idPattern, idCase: "off" }))).toBe(true);
  });

  it.each(["MRN-######", "??-##*", "#+", "\\#1,A", "*+x+#+", "1234"])(
    "gives an example that fits: %s",
    (idPattern) => {
      expect(isUsualId(exampleId(rules({ idPattern })), rules({ idPattern }))).toBe(true);
    },
  );

  it("takes no longer for a spiteful one: each sign of an ID is looked at once", () => {
    const idPattern = `${"*+".repeat(99)}x`;
    expect(isUsualId(`${"a".repeat(199)}!`, rules({ idPattern }))).toBe(false);
  });
});

describe("an ID as it is read", () => {
  it.each([
    ["]C1MRN-1001", {}, "MRN-1001"],
    ["PID:1001", { idPrefixes: "MRN:, PID:" }, "1001"],
    ["*1001*", { idPrefixes: "*", idSuffixes: "*" }, "1001"],
    ["AAB1001", { idPrefixes: "A, AAB" }, "1001"],
    ["1001-HOSP", { idSuffixes: "-HOSP" }, "1001"],
    ["M1001", { idPrefixes: "M", idPattern: "M####" }, "M1001"],
    ["MM1001", { idPrefixes: "M", idPattern: "M####" }, "M1001"],
    ["PID:", { idPrefixes: "PID:" }, "PID:"],
    ["mrn-1001", { idCase: "off" }, "MRN-1001"],
    ["mrn-1001", { idCase: "counts" }, "mrn-1001"],
    ["0012345", { idZeros: "off" }, "12345"],
    ["MRN-0012", { idZeros: "off" }, "MRN-12"],
    ["000", { idZeros: "off" }, "0"],
    ["0012345", {}, "0012345"],
    [" MRN 1001 ", {}, "MRN1001"],
  ] as const)("%s by %j is %s", (text, changes, id) => {
    expect(read(text, changes)).toBe(id);
    expect(read(id, changes)).toBe(id);
  });

  it("is nothing else, whatever the clinic takes off", () => {
    expect(read("X-https://a.example/", { idPrefixes: "X-" })).toMatch(/web address/);
  });
});

it.each([
  ["MRN 1001", "MRN 1001"],
  ["  12\u00a0 34\t5 ", "12 34 5"],
  [" 12345 ", null],
  ["", null],
])("keeps the blanks in %j as %j", (text, kept) => {
  expect(withBlanks(text)).toBe(kept);
});
