import { beforeEach, describe, expect, it, vi } from "vitest";
import { fail } from "@/lib/result";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { log } from "@/lib/server/log";
import { asSystem, testCtx } from "@/test/ctx";
import { keep } from "@/test/live-updates/test-updates";
import { unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { press, shown } from "@/test/sessions/test-desk";
import { writableStore } from "@/test/sessions/writable-store";
import { findByAttempt, findSession, listByPatientKey, listUnsettled } from "./find";
import { rereadWatched, watchedLinks } from "./follow";
import { settleLostAttempts } from "./housekeeping";
import { hearOfEnds, refreshShown } from "./refresh-shown";

/** As a disk, or somebody with the database in hand, would. */
function damage(db: WritableDatabase, id: string) {
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
    const made = await testCtx();
    const links = [
      { attemptId: attempt(1), patientId: "MRN1" },
      { attemptId: attempt(2), patientId: "MRN1", makeAnother: true },
      { attemptId: attempt(3), patientId: "MRN3" },
    ];
    const ids: string[] = [];
    for (const link of links) {
      ids.push(shown(await press(made.ctx, link)).progress.id);
      made.clock.pass(1);
    }
    const [whole = "", damaged = "", other = ""] = ids;
    await damage(made.ctx.db, damaged);
    const logged = (operation: string) =>
      expect(error).toHaveBeenCalledWith(
        expect.objectContaining({ event: "row_failed", operation, row: damaged }),
      );
    return { ...made, whole, damaged, other, logged };
  }

  it("keeps no other lost attempt from being settled", async () => {
    const { ctx, api, clock } = await testCtx();
    const { db } = ctx;
    api.answerToCreate = () => fail(unanswered());
    for (const number of [1, 2, 3]) {
      await press(ctx, { attemptId: attempt(number), patientId: `MRN${number}` });
    }
    const [first] = await listUnsettled(ctx, clock.now(), clock.now());
    await damage(db, first?.id ?? "");
    clock.pass(61);

    await settleLostAttempts(asSystem(ctx));

    for (const number of [2, 3]) {
      expect(await findByAttempt(ctx, attempt(number))).toMatchObject({ stage: "made" });
    }
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ operation: "list-unsettled", row: first?.id }),
    );
  });

  it("keeps none from being settled when what fails is the settling", async () => {
    const { ctx, api, clock } = await testCtx();
    api.answerToCreate = () => fail(unanswered());
    for (const number of [1, 2]) {
      await press(ctx, { attemptId: attempt(number), patientId: `MRN${number}` });
    }
    clock.pass(61);
    vi.spyOn(ctx.connect, "listPatientSessions").mockRejectedValueOnce(new Error("disk full"));

    await settleLostAttempts(asSystem(ctx));

    expect(await findByAttempt(ctx, attempt(2))).toMatchObject({ stage: "made" });
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ operation: "settle" }));
  });

  it("is left out of the patient's page", async () => {
    const { ctx, whole, damaged, logged } = await deskWithDamage();
    const { db } = ctx;
    const { patientKey } = (await findSession(ctx, whole)) ?? {};

    const rows = await listByPatientKey(ctx, patientKey ?? "");
    expect(rows.map(({ id }) => id)).toEqual([whole]);
    logged("list-by-patient");
    await writableStore(ctx).renamePatient(patientKey ?? "", { name: "Zoe", email: "" });
    expect(await findSession(ctx, whole)).toMatchObject({ details: { name: "Zoe" } });
    logged("rename");
    expect(
      await db.selectFrom("sessions").select("details").where("id", "=", damaged).execute(),
    ).toEqual([{ details: "AAAA" }]);
  });

  it("keeps no other link from being asked about", async () => {
    const { ctx, api, whole, damaged, other, clock, logged } = await deskWithDamage();
    const desk = asSystem(ctx);
    const endpoint = { id: "wh_1", url: "https://desk.example", status: "active" } as const;
    await keep(ctx, { ...endpoint, secret: "whsec_made_up" });
    clock.pass(125);
    for (const id of [whole, damaged, other]) watchedLinks().set(id, clock.now().getTime());

    await rereadWatched(desk);
    expect(api.count("getSession")).toBe(2);
    logged("reread-watched");

    await refreshShown(desk, [whole, damaged, other], {
      at: 0,
      underWay: false,
      unanswered: false,
    });
    logged("worklist");

    clock.pass(86_400 / 2);
    await hearOfEnds(desk);
    logged("hear-of-ends");
    for (const id of [whole, other]) {
      const row = await findSession(ctx, id);
      expect(Date.parse(row?.snapshot?.checkedAt ?? "")).toBeGreaterThanOrEqual(
        Date.parse(row?.expiresAt ?? ""),
      );
    }
  });
});
