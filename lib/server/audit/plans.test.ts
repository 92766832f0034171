import { expect, it } from "vitest";
import type { AuditAction } from "@/lib/audit/action";
import { describeOnEachEngine } from "@/lib/server/db/test-database";
import { openBusy } from "@/lib/server/db/test-plans";
import { listByPatient, listHandovers, loadAudit } from "./loaders";
import { clerk, deskOver } from "./sample-trail";

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
            const { older } = await loadAudit(query, clerk, desk);
            if (older) await loadAudit({ ...query, before: older }, clerk, desk);
          }
        }
      }
    }
    await listByPatient("patient-7", desk);
    await listHandovers({ id: "old-7", patientKey: "patient-7" }, desk);

    expect(await scans()).toEqual([]);
  });
});
