import { expect, it } from "vitest";
import { unaudited } from "@/lib/server/db/unaudited";
import type { SessionDetails } from "@/lib/sessions/session";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  after,
  now,
  sampleConnection,
  sampleDetails,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { newStore } from "@/test/sessions/test-store";
import type { TestStore } from "@/test/sessions/writable-store";
import { findByAttempt } from "./find";
import { removeOlderThan } from "./housekeeping";
import { saveSnapshot } from "./links";
import {
  countHelpSince,
  type ListedPage,
  type ListQuery,
  listByIds,
  listPage,
  listUnheard,
} from "./list";
import type { UpstreamSession } from "./stored-session";

type Given = Partial<Pick<SessionDetails, "patientId" | "name">> & {
  at?: number;
  tag?: string;
  staffId?: string;
  session?: Partial<UpstreamSession> | null;
};

/** A link made so many seconds after `now`, for an hour; null as its session: an attempt only. */
async function add(store: TestStore, title: string, given: Given = {}): Promise<string> {
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
async function listed(store: TestStore, changes: Partial<ListQuery> = {}): Promise<string[]> {
  const { listed } = await listPage(store, query(changes), null, 50);
  return listed.map(({ session }) => session.attemptId);
}

describeOnEachEngine("the worklist", (newPlace) => {
  it("shows the others when one row was damaged", async () => {
    const store = await newStore(newPlace);
    await add(store, "whole");
    const damaged = await add(store, "damaged");
    await unaudited(store.db)
      .updateTable("sessions")
      .set({ details: "AAAA" })
      .where("id", "=", damaged)
      .execute();

    expect(await listed(store)).toEqual(["whole"]);
    expect(await listByIds(store, [damaged], now)).toEqual([]);
  });

  it("has the newest first, with its maker's name", async () => {
    const store = await newStore(newPlace);
    await add(store, "first", { at: 1 });
    await add(store, "third", { at: 3 });
    await add(store, "second", { at: 2, session: null });
    await add(store, "not-made", { at: 4, session: null });
    await store.recordNotMade((await findByAttempt(store, "not-made"))?.id ?? "");

    expect(await listed(store)).toEqual(["third", "second", "first"]);
    expect((await listPage(store, query(), null, 1)).listed).toMatchObject([
      { session: { attemptId: "third", stage: "made" }, needsHelp: false, madeBy: null },
    ]);
  });

  it("pages through links of one moment without leaving one out or showing one twice", async () => {
    const store = await newStore(newPlace);
    const titles = Array.from({ length: 23 }, (_, index) => `link-${index}`);
    for (const title of titles) await add(store, title, { name: "Ana Abe" });

    for (const search of ["", "abe ana", "abe"]) {
      const paged: string[] = [];
      let before: { createdAt: string; id: string } | null = null;
      for (;;) {
        const page: ListedPage = await listPage(store, query({ search }), before, 5);
        paged.push(...page.listed.map(({ session }) => session.attemptId));
        before = page.older;
        if (!before) break;
      }
      expect(paged).toHaveLength(titles.length);
      expect(paged.toSorted()).toEqual(titles.toSorted());
    }
  });

  it("has as today's what was made since midnight, to the millisecond", async () => {
    const store = await newStore(newPlace);
    await add(store, "yesterday", { at: -0.001 });
    await add(store, "at-midnight", { at: 0 });

    expect(await listed(store, { show: "today" })).toEqual(["at-midnight"]);
  });

  it("has as waiting what works, until the second it ends", async () => {
    const store = await newStore(newPlace);
    await add(store, "open", { session: { connections: [sampleConnection()] } });
    await add(store, "complete", { session: { status: "complete" } });
    await add(store, "attempt", { session: null });

    expect(await listed(store, { show: "waiting", now: after(3599.999) })).toEqual(["open"]);
    expect(await listed(store, { show: "waiting", now: after(3600) })).toEqual([]);
  });

  it("knows what needs help as time passes and nothing is written", async () => {
    const store = await newStore(newPlace);
    const two = { id: "fhirsrc_other" };
    const connected = { connections: [sampleConnection()] };
    await add(store, "connected", { session: connected });
    await add(store, "partly", {
      session: {
        connections: [
          sampleConnection(),
          { ...sampleConnection(), sourceId: two.id, status: "failed" },
        ],
      },
    });
    await add(store, "unused");
    await add(store, "nothing", { session: { status: "complete" } });
    await add(store, "attempt", { session: null });
    await add(store, "late", { at: 1 });

    const help = async (seconds: number) =>
      (await listed(store, { show: "help", now: after(seconds) })).toSorted();
    expect(await help(0.999)).toEqual([]);
    expect(await help(1)).toEqual(["nothing"]);
    expect(await help(19.999)).toEqual(["nothing"]);
    expect(await help(20)).toEqual(["attempt", "nothing"]);
    expect(await help(3599.999)).toEqual(["attempt", "nothing"]);
    expect(await help(3600)).toEqual(["attempt", "nothing", "partly", "unused"]);
    expect(await countHelpSince(store, query({ now: after(3600) }))).toBe(4);
    expect(await countHelpSince(store, query({ now: after(3601) }))).toBe(5);
    expect(await countHelpSince(store, query({ now: after(3601), since: after(1) }))).toBe(1);
  });

  it("leaves what needs no help any more: settled, connected, or with a newer link", async () => {
    const store = await newStore(newPlace);
    const lost = await add(store, "lost", { session: null });
    await store.recordUnknown(lost, null, after(2));
    const ended = await add(store, "ended");
    await add(store, "older", { patientId: "MRN-1" });
    await add(store, "other-patient", { patientId: "MRN-2" });
    const help = () => listed(store, { show: "help", now: after(9000) });
    expect((await help()).toSorted()).toEqual(["ended", "lost", "older", "other-patient"]);

    await store.recordNotMade(lost);
    const told = sampleSession({
      id: "sess_ended",
      status: "expired",
      connections: [sampleConnection()],
    });
    await saveSnapshot(store, ended, told, seen(3700));
    await add(store, "newer", { at: 8000, patientId: "MRN-1" });

    expect(await help()).toEqual(["other-patient"]);
    expect((await listByIds(store, [ended, lost], now)).map((row) => row.needsHelp)).toEqual([
      false,
      false,
    ]);
  });

  it("has only the asker's own, in every list", async () => {
    const store = await newStore(newPlace);
    await add(store, "mine", { staffId: "staff-1", name: "Ana Abe" });
    await add(store, "theirs", { staffId: "staff-2", name: "Ana Abe" });

    for (const changes of [
      {},
      { show: "today" },
      { show: "waiting" },
      { search: "abe" },
    ] as const) {
      expect(await listed(store, { ...changes, staffId: "staff-1" })).toEqual(["mine"]);
    }
    const over = { now: after(3600), staffId: "staff-1" };
    expect(await listed(store, { ...over, show: "help" })).toEqual(["mine"]);
    expect(await countHelpSince(store, query(over))).toBe(1);
  });

  it("finds a link by its patient's id, words of the name, or the screen tag", async () => {
    const store = await newStore(newPlace);
    await add(store, "lopez", { patientId: "MRN-10023", name: "María López", tag: "Blue 7" });
    await add(store, "chen", { at: 1, patientId: "MRN-2", name: "Lin Chen", tag: "Green 4" });
    await add(store, "ana", { at: 2, patientId: "aBc-1", name: "Ana María Chen", tag: "Blue 77" });

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
      expect([search, await listed(store, { search })]).toEqual([search, found]);
    }
    expect(await listed(store, { search: "maria", show: "waiting" })).toEqual(["ana", "lopez"]);
    expect(await listed(store, { search: "maria", show: "waiting", now: after(3601) })).toEqual([
      "ana",
    ]);
    expect(await listed(store, { search: "chen", show: "today", since: after(2) })).toEqual([
      "ana",
    ]);
  });

  it("finds a link that fits in two ways once", async () => {
    const store = await newStore(newPlace);
    await add(store, "twice", { patientId: "Ana", name: "Ana" });

    expect(await listed(store, { search: "Ana" })).toEqual(["twice"]);
  });

  it("finds an adopted link, and a corrected patient by the new name only", async () => {
    const store = await newStore(newPlace);
    const details = sampleDetails({ patientId: "MRN-1", name: "Maria Lopes" });
    const session = sampleSession();
    const { patientKey } = await store.adopt({
      details,
      tag: "Plum 1",
      session,
      seen: seen(1),
    });
    expect(await listed(store, { search: "lopes" })).toHaveLength(1);

    await store.renamePatient(patientKey, { name: "María López", email: "" });

    expect(await listed(store, { search: "lopes" })).toEqual([]);
    expect(await listed(store, { search: "lopez maria" })).toHaveLength(1);
  });

  it("forgets the words with the link, and keeps none in the open", async () => {
    const store = await newStore(newPlace);
    await add(store, "old", { at: -10, name: "Planted Quell" });
    // Longer than what a hash may spell by chance.
    await add(store, "young", { name: "Annalise Abernathy" });
    const words = () => store.db.selectFrom("session_words").selectAll().execute();
    expect(await words()).toHaveLength(8);
    expect(JSON.stringify(await words()).toLowerCase()).not.toMatch(/planted|annalise|abernathy/);

    await removeOlderThan(store.db, now);

    expect(await words()).toHaveLength(4);
    expect(await listed(store, { search: "quell" })).toEqual([]);
  });

  it("lists the links of whose end nothing was heard, the last first", async () => {
    const store = await newStore(newPlace);
    const first = await add(store, "first");
    const second = await add(store, "second", { at: 1 });
    await add(store, "working", { at: 100 });
    await add(store, "complete", { session: { status: "complete" } });
    const unheard = () => listUnheard(store, now, after(3650), 10);
    expect(await unheard()).toEqual([second, first]);

    const told = sampleSession({ id: "sess_second", expiresAt: after(3601).toISOString() });
    await saveSnapshot(store, second, told, seen(3602));

    expect(await unheard()).toEqual([first]);
    expect(await listUnheard(store, after(3600), after(3650), 10)).toEqual([]);
  });
});
