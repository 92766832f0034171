import { expect, it } from "vitest";
import type { AuditAction } from "@/lib/audit/action";
import { deskOver } from "@/test/audit/sample-trail";
import { describeOnEachEngine } from "@/test/db/test-database";
import { openBusy } from "@/test/db/test-plans";
import { crossCheck } from "./cross-check";
import { listByPatient, listHandovers, loadAudit } from "./loaders";

const who = ["staff-1", undefined];
const what: (AuditAction | undefined)[] = ["sign-out", "link-viewed", undefined];
const patients = ["patient-7", undefined];
const days = [{}, { from: "2012-01-01", until: "2012-02-01" }];

describeOnEachEngine("however long the audit trail is", (newPlace) => {
  it("no page of it reads it all, whichever filters are set, and neither does adding to it", async () => {
    const { db, scans } = await openBusy(newPlace);
    const desk = deskOver(db);
    for (const staffId of who) {
      for (const action of what) {
        for (const patient of patients) {
          for (const time of days) {
            const query = { who: staffId, what: action, patient, ...time };
            const { older } = await loadAudit(desk, query);
            if (older) await loadAudit(desk, { ...query, before: older });
          }
        }
      }
    }
    await listByPatient(desk, "patient-7");
    await listHandovers(desk, { id: "old-7", patientKey: "patient-7" });

    expect(await scans()).toEqual([]);
  });

  it("no question of the comparison with what it tells of reads it all, nor all links", async () => {
    const { db, scans } = await openBusy(newPlace);
    const now = new Date("2026-04-25T14:30:00.000Z");
    const mark = { seq: 0, hash: "" };
    // Of all who are signed in each is looked up.
    await db.deleteFrom("staff_sessions").where("id", "!=", "old-1").execute();
    for (const at of ["2009-01-01T00:00:00.000Z", "2014-06-01T00:00:00.000Z"]) {
      const found = await crossCheck(db, { ...mark, at }, now);
      expect(found).toContainEqual({
        kind: "without-line",
        what: "links",
        count: expect.any(Number),
      });
    }

    const signedIn = / of staff_sessions: 1 rows|^SCAN staff_sessions/;
    expect((await scans()).filter((scan) => !signedIn.test(scan))).toEqual([]);
  });
});
