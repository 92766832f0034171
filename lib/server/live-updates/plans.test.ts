import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine } from "@/test/db/test-database";
import { openBusy } from "@/test/db/test-plans";
import { after, now, sampleSecret } from "@/test/sessions/sample-session";
import { createEventStore } from "./event-store";

describeOnEachEngine("however many events have come", (newPlace) => {
  it("none reads them all, nor the links, and neither does taking the old ones away", async () => {
    const { db, scans } = await openBusy(newPlace);
    const events = createEventStore(db, createVault(sampleSecret));
    const subject = { about: "session", sessionId: "sess_1" } as const;
    await events.accept({ id: "evt_1", type: "session.completed", subject }, now);
    expect(await events.claimDue(after(1))).toMatchObject({ id: "evt_1" });
    const sync = { patientId: "MRN-10023", sourceId: "fhirsrc_1", state: "failed" } as const;
    await events.finish("evt_1", after(1), { ...sync, at: now.toISOString() });
    await events.sessionsByConnection("conn_1");
    await events.sessionsOfPatient("MRN-10023", now);
    await events.removeOld(now);

    expect(await scans()).toEqual([]);
  });
});
