import { beforeEach, describe, expect, it, vi } from "vitest";
import { fail } from "@/lib/result";
import type { Database } from "@/lib/server/db/schema";
import { log } from "@/lib/server/log";
import { unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { newDesk, press, shown } from "@/test/sessions/test-desk";
import { rereadWatched } from "./follow";
import { settleLostAttempts } from "./housekeeping";
import { hearOfEnds, refreshShown } from "./refresh-shown";

/** As a disk, or somebody with the database in hand, would. */
function damage(db: Database, id: string) {
  return db.updateTable("sessions").set({ details: "AAAA" }).where("id", "=", id).execute();
}

describe("a row that cannot be read", () => {
  const error = vi.fn();
  beforeEach(() => {
    error.mockReset();
    vi.spyOn(log, "error").mockImplementation(error);
  });

  /** Two links of one patient and one of another; the one in the middle is damaged. */
  async function deskWithDamage() {
    const made = await newDesk();
    const links = [
      { attemptId: attempt(1), patientId: "MRN1" },
      { attemptId: attempt(2), patientId: "MRN1", makeAnother: true },
      { attemptId: attempt(3), patientId: "MRN3" },
    ];
    const ids: string[] = [];
    for (const link of links) {
      ids.push(shown(await press(made.desk, link)).progress.id);
      made.clock.pass(1);
    }
    const [whole = "", damaged = "", other = ""] = ids;
    await damage(made.db, damaged);
    const logged = (operation: string) =>
      expect(error).toHaveBeenCalledWith(
        expect.objectContaining({ event: "row_failed", operation, row: damaged }),
      );
    return { ...made, whole, damaged, other, logged };
  }

  it("keeps no other lost attempt from being settled", async () => {
    const { desk, api, clock, db } = await newDesk();
    api.answerToCreate = () => fail(unanswered());
    for (const number of [1, 2, 3]) {
      await press(desk, { attemptId: attempt(number), patientId: `MRN${number}` });
    }
    const [first] = await desk.store.listUnsettled(clock.now(), clock.now());
    await damage(db, first?.id ?? "");
    clock.pass(61);

    await settleLostAttempts(desk);

    for (const number of [2, 3]) {
      expect(await desk.store.findByAttempt(attempt(number))).toMatchObject({ stage: "made" });
    }
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ operation: "list-unsettled", row: first?.id }),
    );
  });

  it("keeps none from being settled when what fails is the settling", async () => {
    const { desk, api, clock } = await newDesk();
    api.answerToCreate = () => fail(unanswered());
    for (const number of [1, 2]) {
      await press(desk, { attemptId: attempt(number), patientId: `MRN${number}` });
    }
    clock.pass(61);
    vi.spyOn(desk, "sourceNames").mockRejectedValueOnce(new Error("disk full"));

    await settleLostAttempts(desk);

    expect(await desk.store.findByAttempt(attempt(2))).toMatchObject({ stage: "made" });
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ operation: "settle" }));
  });

  it("is left out of the patient's page, and of who has a link that works", async () => {
    const { desk, whole, damaged, clock, logged, db } = await deskWithDamage();
    const { patientKey } = (await desk.store.findById(whole)) ?? {};

    const rows = await desk.store.listByPatientKey(patientKey ?? "");
    expect(rows.map(({ id }) => id)).toEqual([whole]);
    logged("list-by-patient");
    const live = await desk.store.listLiveByPatient("MRN1", clock.now());
    expect(live.map(({ id }) => id)).toEqual([whole]);
    logged("list-live");
    await desk.store.renamePatient(patientKey ?? "", { name: "Zoe", email: "" });
    expect(await desk.store.findById(whole)).toMatchObject({ details: { name: "Zoe" } });
    logged("rename");
    expect(
      await db.selectFrom("sessions").select("details").where("id", "=", damaged).execute(),
    ).toEqual([{ details: "AAAA" }]);
  });

  it("keeps no other link from being asked about", async () => {
    const { desk, api, whole, damaged, other, clock, logged } = await deskWithDamage();
    const watched = new Map([whole, damaged, other].map((id) => [id, clock.now().getTime()]));
    const services = { desk, watched, isLive: async () => true, noteMissed: async () => {} };
    clock.pass(125);
    for (const id of watched.keys()) watched.set(id, clock.now().getTime());

    await rereadWatched(services);
    expect(api.count("getSession")).toBe(2);
    logged("reread-watched");

    await refreshShown([whole, damaged, other], desk, {
      at: 0,
      underWay: false,
      unanswered: false,
    });
    logged("worklist");

    clock.pass(86_400 / 2);
    await hearOfEnds(desk);
    logged("hear-of-ends");
    for (const id of [whole, other]) {
      const row = await desk.store.findById(id);
      expect(Date.parse(row?.snapshot?.checkedAt ?? "")).toBeGreaterThanOrEqual(
        Date.parse(row?.expiresAt ?? ""),
      );
    }
  });
});
