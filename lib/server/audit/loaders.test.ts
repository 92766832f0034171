import { sql } from "kysely";
import { expect, it } from "vitest";
import type { AuditQuery } from "@/lib/audit/query";
import { patientKey } from "@/lib/server/patient-key";
import { clerk, entry } from "@/test/audit/sample-trail";
import { addStaff, newTrail } from "@/test/audit/test-trail";
import { describeOnEachEngine } from "@/test/db/test-database";
import { listByPatient, listHandovers, loadAudit } from "./loaders";
import { audit } from "./service";

const manager = { kind: "staff", staffId: "staff-9", signInId: "session-9abcdef" } as const;

describeOnEachEngine("a page of the audit trail", (newPlace) => {
  it("shows who did what, newest first, and that it was opened", async () => {
    const { db, desk } = await newTrail(await newPlace());
    await addStaff(db, clerk.id, "Dana Kim");
    await audit(entry({ action: "link-created", subject: "link-1" }), desk);
    await audit(entry({ action: "sign-in", outcome: "x", staff: null, subject: clerk.id }), desk);

    const page = await loadAudit({ ...desk, actor: manager }, {});

    expect(page).toMatchObject({
      older: null,
      staff: [{ id: clerk.id, name: "Dana Kim" }],
      lines: [
        { action: "audit-viewed", staffId: manager.staffId, staffName: null, place: "sessio" },
        { action: "sign-in", outcome: "x", staffId: null, subjectName: "Dana Kim" },
        { action: "link-created", staffId: clerk.id, staffName: "Dana Kim", subject: "link-1" },
      ],
    });
  });

  it("holds 50, and the next begins where it ends, whatever was written meanwhile", async () => {
    const { desk } = await newTrail(await newPlace());
    for (let n = 1; n <= 60; n += 1) await audit(entry({ subject: `link-${n}` }), desk);
    const query = { what: "link-viewed" } as const;

    const first = await loadAudit({ ...desk, actor: manager }, query);
    await audit(entry({ subject: "link-61" }), desk);
    const second = await loadAudit(desk, { ...query, before: first.older ?? "" });

    expect(first.lines).toHaveLength(50);
    expect(first.lines[0]?.subject).toBe("link-60");
    expect(second.lines.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 10 }, (_, n) => `link-${10 - n}`),
    );
    expect(second.older).toBeNull();
  });

  it("tells how one link was handed over, and only what came about", async () => {
    const { desk } = await newTrail(await newPlace());
    const link = { id: "link-1", patientKey: patientKey(desk.vault, "MRN-1") };
    const about = { subject: link.id, patientId: "MRN-1" };
    await audit(entry({ ...about, action: "link-printed" }), desk);
    await audit(entry({ ...about, action: "link-emailed", outcome: "email-refused" }), desk);
    await audit(entry({ ...about, action: "link-viewed" }), desk);
    await audit(entry({ ...about, action: "link-shown", subject: "link-2" }), desk);
    await audit(entry({ ...about, action: "link-copied" }), desk);

    const list = await listHandovers(desk, link);
    expect(list.map(({ what }) => what)).toEqual(["printed", "copied"]);
  });

  it("is narrowed to a person, an act, days and a patient", async () => {
    const { desk } = await newTrail(await newPlace());
    const other = { id: "staff-2", sessionId: "session-2" };
    await audit(entry({ subject: "1", patientId: "MRN-1" }), desk);
    await audit(entry({ subject: "2", patientId: "MRN-2", staff: other }), desk);
    await audit(entry({ subject: "3", patientId: "MRN-1", action: "link-copied" }), desk);
    const shown = async (query: AuditQuery) =>
      (await loadAudit({ ...desk, actor: manager }, query)).lines
        .filter(({ staffId }) => staffId !== manager.staffId)
        .map(({ subject }) => subject);

    expect(await shown({ who: other.id })).toEqual(["2"]);
    expect(await shown({ what: "link-copied" })).toEqual(["3"]);
    expect(await shown({ patient: patientKey(desk.vault, "MRN-1") })).toEqual(["3", "1"]);
    const second = "2026-04-25T14:30:02.000Z";
    expect(await shown({ from: second })).toEqual(["3", "2"]);
    expect(await shown({ until: second })).toEqual(["1"]);
  });

  it("notes which patient was looked for, by the hash", async () => {
    const { db, desk } = await newTrail(await newPlace());
    const patient = patientKey(desk.vault, "MRN-1");
    await loadAudit({ ...desk, actor: manager }, { patient });
    const { rows } = await sql`select patient_key from audit`.execute(db);
    expect(rows).toEqual([{ patient_key: patient }]);
  });
});

describeOnEachEngine("what was done for one patient", (newPlace) => {
  it("is listed newest first by the patient's key, and nobody else's with it", async () => {
    const { db, desk } = await newTrail(await newPlace());
    await addStaff(db, clerk.id, "Dana Kim");
    await audit(entry({ subject: "1", patientId: "MRN-1" }), desk);
    await audit(entry({ subject: "2", patientId: "MRN-2" }), desk);
    await audit(entry({ subject: "3", patientId: "MRN-1", action: "link-copied" }), desk);

    expect(await listByPatient(desk, patientKey(desk.vault, "MRN-1"))).toMatchObject([
      { subject: "3", action: "link-copied", staffName: "Dana Kim" },
      { subject: "1" },
    ]);
    expect(await listByPatient(desk, "")).toEqual([]);
  });
});
