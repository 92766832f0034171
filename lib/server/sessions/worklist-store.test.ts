import { expect, it } from "vitest";
import type { Database } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import type { SessionDetails } from "@/lib/sessions/session";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import {
  after,
  now,
  sampleConnection,
  sampleDetails,
  sampleSecret,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { type TestStore, writableStore } from "@/test/sessions/writable-store";
import type { UpstreamSession } from "./stored-session";
import {
  createWorklistStore,
  type ListedPage,
  type ListQuery,
  type WorklistStore,
} from "./worklist-store";

type Stores = { db: Database; store: TestStore; worklist: WorklistStore };

async function newStores(newPlace: NewPlace): Promise<Stores> {
  const db = await openUntilEnd(await newPlace());
  const vault = createVault(sampleSecret);
  return { db, store: writableStore(db, vault), worklist: createWorklistStore(db, vault) };
}

type Given = Partial<Pick<SessionDetails, "patientId" | "name">> & {
  at?: number;
  tag?: string;
  staffId?: string;
  session?: Partial<UpstreamSession> | null;
};

/** A link made so many seconds after `now`, for an hour; null as its session: an attempt only. */
async function add({ store }: Stores, title: string, given: Given = {}): Promise<string> {
  const { at = 0, tag = "Plum 1", staffId = "staff-1", session = {}, ...details } = given;
  const claimed = await store.claimAttempt({
    ...{ attemptId: title, tag, staffId, now: after(at) },
    details: sampleDetails({ patientId: `MRN-${title}`, name: "", ...details }),
  });
  if (!claimed.claimed) throw new Error(`${title} was there before.`);
  if (session === null) return claimed.id;
  const expiresAt = after(at + 3600).toISOString();
  const made = sampleSession({ id: `sess_${title}`, expiresAt, ...session });
  await store.recordMade(claimed.id, made, seen(at + 1));
  return claimed.id;
}

function query(changes: Partial<ListQuery> = {}): ListQuery {
  return { show: "all", staffId: null, search: "", since: now, now: after(10), ...changes };
}

/** The attempts of a whole list, in its order. */
async function listed({ worklist }: Stores, changes: Partial<ListQuery> = {}): Promise<string[]> {
  const { listed } = await worklist.list(query(changes), null, 50);
  return listed.map(({ session }) => session.attemptId);
}

describeOnEachEngine("the worklist", (newPlace) => {
  it("shows the others when one row was damaged (row 38)", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "whole");
    const damaged = await add(stores, "damaged");
    await stores.db
      .updateTable("sessions")
      .set({ details: "AAAA" })
      .where("id", "=", damaged)
      .execute();

    expect(await listed(stores)).toEqual(["whole"]);
    expect(await stores.worklist.listByIds([damaged], now)).toEqual([]);
  });

  it("has the newest first, with its maker's name", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "first", { at: 1 });
    await add(stores, "third", { at: 3 });
    await add(stores, "second", { at: 2, session: null });
    await add(stores, "not-made", { at: 4, session: null });
    await stores.store.recordNotMade((await stores.store.findByAttempt("not-made"))?.id ?? "");

    expect(await listed(stores)).toEqual(["third", "second", "first"]);
    expect((await stores.worklist.list(query(), null, 1)).listed).toMatchObject([
      { session: { attemptId: "third", stage: "made" }, needsHelp: false, madeBy: null },
    ]);
  });

  it("pages through links of one moment without leaving one out or showing one twice", async () => {
    const stores = await newStores(newPlace);
    const titles = Array.from({ length: 23 }, (_, index) => `link-${index}`);
    for (const title of titles) await add(stores, title, { name: "Ana Abe" });

    for (const search of ["", "abe ana", "abe"]) {
      const paged: string[] = [];
      let before: { createdAt: string; id: string } | null = null;
      for (;;) {
        const page: ListedPage = await stores.worklist.list(query({ search }), before, 5);
        paged.push(...page.listed.map(({ session }) => session.attemptId));
        before = page.older;
        if (!before) break;
      }
      expect(paged).toHaveLength(titles.length);
      expect(paged.toSorted()).toEqual(titles.toSorted());
    }
  });

  it("has as today's what was made since midnight, to the millisecond", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "yesterday", { at: -0.001 });
    await add(stores, "at-midnight", { at: 0 });

    expect(await listed(stores, { show: "today" })).toEqual(["at-midnight"]);
  });

  it("has as waiting what works, until the second it ends", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "open", { session: { connections: [sampleConnection()] } });
    await add(stores, "complete", { session: { status: "complete" } });
    await add(stores, "attempt", { session: null });

    expect(await listed(stores, { show: "waiting", now: after(3599.999) })).toEqual(["open"]);
    expect(await listed(stores, { show: "waiting", now: after(3600) })).toEqual([]);
  });

  it("knows what needs help as time passes and nothing is written", async () => {
    const stores = await newStores(newPlace);
    const two = { id: "fhirsrc_other" };
    const connected = { connections: [sampleConnection()] };
    await add(stores, "connected", { session: connected });
    await add(stores, "partly", {
      session: {
        connections: [
          sampleConnection(),
          { ...sampleConnection(), sourceId: two.id, status: "failed" },
        ],
      },
    });
    await add(stores, "unused");
    await add(stores, "nothing", { session: { status: "complete" } });
    await add(stores, "attempt", { session: null });
    await add(stores, "late", { at: 1 });

    const help = async (seconds: number) =>
      (await listed(stores, { show: "help", now: after(seconds) })).toSorted();
    expect(await help(0.999)).toEqual([]);
    expect(await help(1)).toEqual(["nothing"]);
    expect(await help(19.999)).toEqual(["nothing"]);
    expect(await help(20)).toEqual(["attempt", "nothing"]);
    expect(await help(3599.999)).toEqual(["attempt", "nothing"]);
    expect(await help(3600)).toEqual(["attempt", "nothing", "partly", "unused"]);
    expect(await stores.worklist.countHelp(query({ now: after(3600) }))).toBe(4);
    expect(await stores.worklist.countHelp(query({ now: after(3601) }))).toBe(5);
    expect(await stores.worklist.countHelp(query({ now: after(3601), since: after(1) }))).toBe(1);
  });

  it("leaves what needs no help any more: settled, connected, or with a newer link", async () => {
    const stores = await newStores(newPlace);
    const lost = await add(stores, "lost", { session: null });
    await stores.store.recordUnknown(lost, null, after(2));
    const ended = await add(stores, "ended");
    await add(stores, "older", { patientId: "MRN-1" });
    await add(stores, "other-patient", { patientId: "MRN-2" });
    const help = () => listed(stores, { show: "help", now: after(9000) });
    expect((await help()).toSorted()).toEqual(["ended", "lost", "older", "other-patient"]);

    await stores.store.recordNotMade(lost);
    const told = sampleSession({
      id: "sess_ended",
      status: "expired",
      connections: [sampleConnection()],
    });
    await stores.store.saveSnapshot(ended, told, seen(3700));
    await add(stores, "newer", { at: 8000, patientId: "MRN-1" });

    expect(await help()).toEqual(["other-patient"]);
    expect(
      (await stores.worklist.listByIds([ended, lost], now)).map((row) => row.needsHelp),
    ).toEqual([false, false]);
  });

  it("has only the asker's own, in every list", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "mine", { staffId: "staff-1", name: "Ana Abe" });
    await add(stores, "theirs", { staffId: "staff-2", name: "Ana Abe" });

    for (const changes of [
      {},
      { show: "today" },
      { show: "waiting" },
      { search: "abe" },
    ] as const) {
      expect(await listed(stores, { ...changes, staffId: "staff-1" })).toEqual(["mine"]);
    }
    const over = { now: after(3600), staffId: "staff-1" };
    expect(await listed(stores, { ...over, show: "help" })).toEqual(["mine"]);
    expect(await stores.worklist.countHelp(query(over))).toBe(1);
  });

  it("finds a link by its patient's id, words of the name, or the screen tag", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "lopez", { patientId: "MRN-10023", name: "María López", tag: "Blue 7" });
    await add(stores, "chen", { at: 1, patientId: "MRN-2", name: "Lin Chen", tag: "Green 4" });
    await add(stores, "ana", { at: 2, patientId: "aBc-1", name: "Ana María Chen", tag: "Blue 77" });

    for (const [search, found] of [
      ["MRN-10023", ["lopez"]],
      ["mrn-10023 ", ["lopez"]],
      ["MRN- 100 23", ["lopez"]],
      ["ABC-1", ["ana"]],
      ["MRN", []],
      ["blue 7", ["lopez"]],
      ["maria", ["ana", "lopez"]],
      ["chen MARIA", ["ana"]],
      ["maria chen ana", ["ana"]],
      ["maria chen lin", []],
      ["Mar", []],
      ["' or 1=1 --", []],
      ["%", []],
    ] as const) {
      expect([search, await listed(stores, { search })]).toEqual([search, found]);
    }
    expect(await listed(stores, { search: "maria", show: "waiting" })).toEqual(["ana", "lopez"]);
    expect(await listed(stores, { search: "maria", show: "waiting", now: after(3601) })).toEqual([
      "ana",
    ]);
    expect(await listed(stores, { search: "chen", show: "today", since: after(2) })).toEqual([
      "ana",
    ]);
  });

  it("finds a link that fits in two ways once", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "twice", { patientId: "Ana", name: "Ana" });

    expect(await listed(stores, { search: "Ana" })).toEqual(["twice"]);
  });

  it("finds an adopted link, and a corrected patient by the new name only", async () => {
    const stores = await newStores(newPlace);
    const details = sampleDetails({ patientId: "MRN-1", name: "Maria Lopes" });
    const session = sampleSession();
    const { patientKey } = await stores.store.adopt({
      details,
      tag: "Plum 1",
      session,
      seen: seen(1),
    });
    expect(await listed(stores, { search: "lopes" })).toHaveLength(1);

    await stores.store.renamePatient(patientKey, { name: "María López", email: "" });

    expect(await listed(stores, { search: "lopes" })).toEqual([]);
    expect(await listed(stores, { search: "lopez maria" })).toHaveLength(1);
  });

  it("forgets the words with the link, and keeps none in the open (row 38)", async () => {
    const stores = await newStores(newPlace);
    await add(stores, "old", { at: -10, name: "Planted Quell" });
    await add(stores, "young", { name: "Ana Abe" });
    const words = () => stores.db.selectFrom("session_words").selectAll().execute();
    expect(await words()).toHaveLength(8);
    expect(JSON.stringify(await words()).toLowerCase()).not.toMatch(/planted|quell|abe/);

    await stores.store.removeOlderThan(now);

    expect(await words()).toHaveLength(4);
    expect(await listed(stores, { search: "quell" })).toEqual([]);
  });

  it("lists the links of whose end nothing was heard, the last first", async () => {
    const stores = await newStores(newPlace);
    const first = await add(stores, "first");
    const second = await add(stores, "second", { at: 1 });
    await add(stores, "working", { at: 100 });
    await add(stores, "complete", { session: { status: "complete" } });
    const unheard = () => stores.worklist.listUnheard(now, after(3650), 10);
    expect(await unheard()).toEqual([second, first]);

    const told = sampleSession({ id: "sess_second", expiresAt: after(3601).toISOString() });
    await stores.store.saveSnapshot(second, told, seen(3602));

    expect(await unheard()).toEqual([first]);
    expect(await stores.worklist.listUnheard(after(3600), after(3650), 10)).toEqual([]);
  });
});
