import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { linksOfConnection, linksOfPatient } from "@/lib/server/sessions/records";
import { describeOnEachEngine } from "@/test/db/test-database";
import { openBusy } from "@/test/db/test-plans";
import { after, now, sampleSecret } from "@/test/sessions/sample-session";
import { acceptEvent, claimDue, finishEvent, removeOldEvents } from "./stored-events";

describeOnEachEngine("however many events have come", (newPlace) => {
  it("none reads them all, nor the links, and neither does taking the old ones away", async () => {
    const { db, scans } = await openBusy(newPlace);
    const ctx = { db, vault: createVault(sampleSecret), now: () => now };
    const subject = { about: "session", sessionId: "sess_1" } as const;
    await acceptEvent(ctx, { id: "evt_1", type: "session.completed", subject });
    const later = { ...ctx, now: () => after(1) };
    expect(await claimDue(later)).toMatchObject({ id: "evt_1" });
    const heard = { patientId: "MRN-10023", sourceId: "fhirsrc_1", state: "failed" } as const;
    await finishEvent(later, "evt_1", { ...heard, at: now.toISOString() });
    await linksOfConnection(ctx, "conn_1");
    await linksOfPatient(ctx, "MRN-10023");
    await removeOldEvents(ctx);

    expect(await scans()).toEqual([]);
  });
});
