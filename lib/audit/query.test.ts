import { describe, expect, it } from "vitest";
import { dayOf, endOfDay, startOfDay } from "./days";
import { auditAddress, readAuditQuery } from "./query";

const query = {
  who: "staff-1",
  what: "link-created",
  from: "2026-03-08T05:00:00.000Z",
  until: "2026-03-09T04:00:00.000Z",
  patient: "6Au5h91XxidRt6Ub4O62CMIIN11Otk_9KjVpGC-oVAU",
  before: "2026-03-08T05:00:00.000Z_51",
} as const;

describe("the address of a part of the trail", () => {
  it("says the same when it is read again", () => {
    const params = new URL(auditAddress(query), "https://desk.example").searchParams;
    expect(readAuditQuery(Object.fromEntries(params))).toEqual(query);
  });

  it.each([
    ["who", "Robert'); drop table audit;--"],
    ["what", "everything"],
    ["from", "yesterday"],
    ["patient", "MRN 10023"],
    ["before", "1"],
    ["before", ["a", "b"]],
  ])("counts %s=%j as not said", (name, value) => {
    expect(readAuditQuery({ [name]: value })).toEqual({});
  });
});

// The tests run in the zone of New York, where this day has 23 hours.
describe("a day", () => {
  it("is as long as it is on the clock of this PC", () => {
    expect(startOfDay("2026-03-08")).toBe("2026-03-08T05:00:00.000Z");
    expect(endOfDay("2026-03-08")).toBe("2026-03-09T04:00:00.000Z");
  });

  it("is read back from the moments it starts and ends with", () => {
    expect(dayOf("2026-03-08T05:00:00.000Z", false)).toBe("2026-03-08");
    expect(dayOf("2026-03-09T04:00:00.000Z", true)).toBe("2026-03-08");
  });

  it.each(["", "soon", "0000-01-01"])("is none when %j was typed", (text) => {
    expect(startOfDay(text)).toBeUndefined();
  });
});
