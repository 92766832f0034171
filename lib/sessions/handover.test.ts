import { expect, it } from "vitest";
import { auditActions } from "@/lib/audit/action";
import { handoverSchema, handovers, waysOf } from "./handover";

it("names each way once, with the time when it was used last", () => {
  const list = [
    { what: "copied", at: "2026-05-05T14:51:00.000Z" },
    { what: "printed", at: "2026-05-05T14:53:00.000Z" },
    { what: "copied", at: "2026-05-05T14:55:00.000Z" },
  ] as const;

  expect(waysOf(list)).toEqual([
    { words: "copied", at: "2026-05-05T14:55:00.000Z" },
    { words: "printed", at: "2026-05-05T14:53:00.000Z" },
  ]);
});

it("has an act in the audit trail for every way", () => {
  expect(auditActions).toEqual(expect.arrayContaining(handovers.map((what) => `link-${what}`)));
});

it("takes no browser's word for what only the mail server knows", () => {
  expect(handoverSchema.safeParse({ what: "mailed" }).success).toBe(true);
  expect(handoverSchema.safeParse({ what: "emailed" }).success).toBe(false);
});
