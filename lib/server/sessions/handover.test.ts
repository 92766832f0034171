import { expect, it } from "vitest";
import type { AuditEntry } from "@/lib/server/audit/service";
import { newDesk, press, shown } from "@/test/sessions/test-desk";
import { linkCreated, linkFound } from "./audit-entries";
import { readHandovers, recordHandover } from "./handover";

const staff = { id: "staff-1", sessionId: "session-1" };

async function deskWithAudit() {
  const { desk, api } = await newDesk();
  const entries: AuditEntry[] = [];
  const audit = async (entry: AuditEntry) => {
    entries.push(entry);
  };
  return { desk: { ...desk, audit }, api, entries };
}

it("writes down who copied which patient's link (row 34)", async () => {
  const { desk, entries } = await deskWithAudit();
  const { id } = shown(await press(desk)).progress;

  expect(await recordHandover(id, "copied", staff, desk)).toEqual({ ok: true, value: null });

  expect(entries).toEqual([
    { action: "link-copied", outcome: "ok", staff, subject: id, patientId: "MRN10023" },
  ]);
});

it("writes nothing down about a link that is not there (row 7)", async () => {
  const { desk, entries } = await deskWithAudit();

  expect(await recordHandover("nowhere", "shown", staff, desk)).toMatchObject({
    ok: false,
    error: { kind: "session-not-found" },
  });
  expect(entries).toEqual([]);
});

it("tells what a press of Create came to, whatever that is (row 34)", async () => {
  const { desk, api } = await deskWithAudit();
  const first = await press(desk);
  const again = await press(desk);
  const { id } = shown(first).progress;
  const about = { action: "link-created", patientId: "MRN10023" };

  expect(linkCreated("MRN10023", first)).toEqual({
    ...about,
    outcome: "ok",
    subject: id,
    requestId: "req_made",
  });
  expect(linkCreated("MRN10023", again)).toMatchObject({ outcome: "repeated", subject: id });
  expect(linkFound(id, "MRN10023")).toEqual({ ...about, outcome: "found", subject: id });

  api.failing.getPatient = { kind: "unreachable", cause: "refused", requestId: null };
  const failed = await press(desk, { attemptId: "9".repeat(32) });
  expect(linkCreated("MRN10023", failed)).toEqual({
    ...about,
    outcome: "no-connection",
    requestId: null,
  });
});

it("tells how a link was handed over, and nothing of one that is not there", async () => {
  const { desk } = await deskWithAudit();
  const { id } = shown(await press(desk)).progress;
  const asked: unknown[] = [];
  const listHandovers = async (link: { id: string; patientKey: string }) => {
    asked.push(link.id);
    return [{ what: "copied", at: "2026-05-05T14:51:00.000Z" } as const];
  };

  expect(await readHandovers(id, { ...desk, listHandovers })).toEqual({
    ok: true,
    value: [{ what: "copied", at: "2026-05-05T14:51:00.000Z" }],
  });
  expect(await readHandovers("nowhere", { ...desk, listHandovers })).toMatchObject({ ok: false });
  expect(asked).toEqual([id]);
});
