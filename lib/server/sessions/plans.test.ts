import { expect, it } from "vitest";
import { act } from "@/lib/server/act";
import { bySystem } from "@/lib/server/context";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine } from "@/test/db/test-database";
import { openBusy } from "@/test/db/test-plans";
import {
  after,
  now,
  sampleConnection,
  sampleDetails,
  sampleSecret,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { backfillSessions } from "./backfill";
import {
  countHelpNow,
  doneBy,
  findByAttempt,
  findByUpstreamId,
  listAlike,
  listByPatientKey,
  listTagsInUse,
  listUnsettled,
  liveMarks,
} from "./find";
import { removeOlderThan } from "./housekeeping";
import { recordDone, recordNotDone, saveSnapshot } from "./links";
import { countHelpSince, listByIds, listPage, listUnheard } from "./list";
import { readCheckedAt } from "./lookout";

const vault = createVault(sampleSecret);

const linkOf = (number: number) =>
  `https://app.medblocks.com/c/${String(number).padStart(32, "0")}`;

describeOnEachEngine("however many links are kept", (newPlace) => {
  it("no question about a link, a patient or the housekeeping reads them all", async () => {
    const { db, scans } = await openBusy(newPlace);
    const store = writableStore({ db, vault });
    const id = await claim(store, "attempt-1");
    const lost = await claim(store, "attempt-2", { at: after(1) });
    await store.recordUnknown(lost, null, after(2));
    const connected = sampleSession({ connections: [sampleConnection()] });
    const made = await store.recordMade(id, connected, seen(1));
    if (!made.ok) throw new Error(made.error.kind);
    await saveSnapshot(store, id, { ...connected, status: "complete" }, seen(2));
    await findByAttempt(store, "attempt-1");
    await findByUpstreamId(store, connected.id);
    const { patientId } = sampleDetails();
    await liveMarks(store, patientId, now);
    const again = { attemptId: "attempt-3", details: sampleDetails(), tag: "Red 3" };
    expect(await store.claimAlone({ ...again, staffId: "staff-1", now })).toMatchObject({
      claimed: false,
    });
    await listAlike({ db, vault }, "MRN-0010023");
    await listByPatientKey(store, made.value.patientKey);
    await store.renamePatient(made.value.patientKey, { name: "Zoe", email: "" });
    await listTagsInUse(store, ["Blue 7", "Plum 1"], now);
    expect(await listUnsettled(store, after(60), after(60))).toHaveLength(1);
    await store.recordNotMade(lost);
    await readCheckedAt(db, [id]);
    await countHelpNow(store, now, 100);
    await doneBy(store, id);
    const looked = { staffId: "staff-1", note: "", at: now };
    const deed = { action: "follow-up-done", outcome: "ok" } as const;
    await act(bySystem("housekeeping", { db, vault, now: () => now }), deed, async (tx) => {
      await recordDone(tx, vault, made.value, looked);
      await recordNotDone(tx, made.value, now);
    });
    expect(await removeOlderThan(store.db, new Date("2011-01-01"))).toBe(500);

    expect(await scans()).toEqual([]);
  });

  it("no page of the worklist, and no search, reads them all", async () => {
    const { db, scans } = await openBusy(newPlace);
    const store = writableStore({ db, vault });
    for (let number = 1; number <= 60; number += 1) {
      const id = await claim(store, `attempt-${number}`, {
        at: after(number),
        details: sampleDetails({ patientId: `MRN-${number}` }),
      });
      const expiresAt = after(number % 2 === 0 ? 3600 : 50).toISOString();
      const session = sampleSession({ id: `sess_${number}`, expiresAt, url: linkOf(number) });
      await store.recordMade(id, session, seen(number));
    }
    const at = { since: now, now: after(100) };
    for (const show of ["today", "waiting", "help", "all"] as const) {
      for (const staffId of [null, "staff-1"]) {
        for (const search of ["", "MRN-7", "Zoë Quackenbush", "Blue 7", linkOf(7)]) {
          const query = { show, staffId, search, ...at };
          const { older } = await listPage({ db, vault }, query, null, 10);
          if (older) await listPage({ db, vault }, query, older, 10);
        }
        await countHelpSince({ db, vault }, { show, staffId, search: "", ...at });
      }
    }
    const ended = await listUnheard({ db, vault }, now, after(7200), 10);
    expect(await listByIds({ db, vault }, ended, now)).toHaveLength(10);
    const { listed } = await listPage(
      { db, vault },
      { show: "all", staffId: null, search: linkOf(7), ...at },
      null,
      10,
    );
    expect(listed).toHaveLength(1);

    expect(await scans()).toEqual([]);
  });

  it("no batch that brings the rows of older builds up to date reads them all", async () => {
    const { db, scans } = await openBusy(newPlace);
    const store = writableStore({ db, vault });
    for (let number = 1; number <= 50; number += 1) await claim(store, `attempt-${number}`);
    const pausing = new Error("The first batch is done.");
    const pause = () => Promise.reject(pausing);

    await expect(backfillSessions({ db, vault, pause })).rejects.toBe(pausing);

    expect(await scans()).toEqual([]);
  });
});
