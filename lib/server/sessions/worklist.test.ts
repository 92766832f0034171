import { describe, expect, it } from "vitest";
import { fail } from "@/lib/result";
import { patientKey } from "@/lib/server/patient-key";
import type { WorklistChangesRequest, WorklistRequest } from "@/lib/sessions/worklist";
import { asSystem, clerk, testCtx } from "@/test/ctx";
import { mayo, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { linkToCopy } from "./hand-over";
import { hearOfEnds, refreshShown } from "./refresh-shown";
import { listChanges, listLinks } from "./worklist";

const since = "2026-04-25T00:00:00.000Z";

function all(changes: Partial<WorklistRequest> = {}): WorklistRequest {
  return { show: "all", mine: false, search: "", since, before: null, ...changes };
}

function follow(changes: Partial<WorklistChangesRequest> = {}): WorklistChangesRequest {
  return { show: "all", mine: false, search: "", since, shown: [], until: null, ...changes };
}

const newPace = () => ({ at: 0, underWay: false, unanswered: false });

/** So many links of different patients, one a second. @returns their ids, oldest first */
async function pressTimes(count: number, { ctx, clock }: Awaited<ReturnType<typeof testCtx>>) {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    clock.pass(1);
    const patientId = `MRN${index}`;
    ids.push(shown(await press(ctx, { attemptId: attempt(index), patientId })).progress.id);
  }
  return ids;
}

describe("a search", () => {
  it("for a link that was scanned finds its row, on whatever host and ended or not", async () => {
    const everything = await testCtx();
    const { ctx, clock } = everything;
    await pressTimes(1, everything);
    const card = await press(ctx, { patientId: "MRN-9", attemptId: attempt(9) });
    const url = linkOf(card) ?? "";
    const found = async (search: string) => (await listLinks(ctx, all({ search }))).rows;

    clock.pass(4000);
    for (const search of [url, url.toUpperCase(), url.replace("https://app.", "http://other.")]) {
      expect((await found(search)).map(({ id }) => id)).toEqual([shown(card).progress.id]);
    }
    expect(await found(url.replace(/.$/, "f"))).toEqual([]);
  });

  it("for an ID reads it as the form does, by the clinic's rules", async () => {
    const { ctx } = await testCtx();
    const card = await press(ctx, { patientId: "MRN-1001" });
    const found = async (search: string, prefixes = "") => {
      const clinic = { ...ctx.clinic, idPrefixes: prefixes };
      const { rows } = await listLinks({ ...ctx, clinic }, all({ search }));
      return rows.map(({ id }) => id);
    };
    for (const search of ["mrn 1001", "MRN\u20111001", "МRN-01001", "]C1MRN-1001"]) {
      expect(await found(search)).toEqual([shown(card).progress.id]);
    }
    expect(await found("PT~MRN-1001")).toEqual([]);
    expect(await found("PT~MRN-1001", "PT~")).toEqual([shown(card).progress.id]);
  });
});

describe("a page of the worklist", () => {
  it("says of each link for whom it is and how it stands, and nothing that opens it", async () => {
    const { ctx, api, clock } = await testCtx();
    const card = await press(ctx, { name: "María López", suggestedSourceIds: [mayo.id] });

    const page = await listLinks(ctx, all());

    expect(page).toEqual({
      rows: [
        {
          id: shown(card).progress.id,
          createdAt: expect.stringMatching(/Z$/),
          tag: shown(card).tag,
          patient: { id: "MRN10023", name: "María López", key: shown(card).patientKey },
          ...{ state: "waiting", connected: 0, hospitals: 1, linkWorks: true, needsHelp: false },
          expiresAt: shown(card).progress.expiresAt,
          ...{ checkedAt: shown(card).progress.checkedAt, freshness: "fresh", madeBy: null },
          ...{ records: null, help: null, followedUp: null },
        },
      ],
      older: null,
      helpToday: 0,
      serverNow: clock.now().toISOString(),
    });
    expect(JSON.stringify(page)).not.toContain(linkOf(card));
    expect(api.sessions).toHaveLength(1);
  });

  it("has fifty links, and goes on where it ended", async () => {
    const made = await testCtx();
    const ids = (await pressTimes(52, made)).reverse();

    const first = await listLinks(made.ctx, all());
    const second = await listLinks(made.ctx, all({ before: first.older }));

    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 50));
    expect(second.rows.map(({ id }) => id)).toEqual(ids.slice(50));
    expect([first.older?.id, second.older]).toEqual([ids[49], null]);
  });

  it("says what it does not know, and leaves out what was not made", async () => {
    const { ctx, api, clock } = await testCtx();
    api.answerToCreate = () => fail(unanswered());
    await press(ctx);
    const states = async () =>
      (await listLinks(ctx, all())).rows.map(({ state, needsHelp }) => [state, needsHelp]);
    expect(await states()).toEqual([["unknown", true]]);

    api.sessions.length = 0;
    clock.pass(60);
    const [row] = (await listLinks(ctx, all())).rows;
    await refreshShown(asSystem(ctx), [row?.id ?? ""], newPace());

    expect(await states()).toEqual([]);
    const { rows, changes } = await listChanges(ctx, follow({ shown: [row?.id ?? ""] }));
    expect(rows).toMatchObject([{ state: "not-made", needsHelp: false }]);
    expect(changes).toBe(1);
  });

  it("says since when nothing was heard, and whether that is because the API does not answer", async () => {
    const { ctx, api, clock } = await testCtx();
    await press(ctx);
    const heardAt = clock.now().toISOString();
    clock.pass(181);
    const pace = newPace();
    const row = async () => (await listLinks(ctx, all(), pace)).rows[0];

    expect((await row())?.checkedAt?.slice(0, 19)).toBe(heardAt.slice(0, 19));
    expect(await row()).toMatchObject({ freshness: "old" });

    api.failing = { getSession: unanswered() };
    await refreshShown(asSystem(ctx), [(await row())?.id ?? ""], pace);
    expect(await row()).toMatchObject({ freshness: "unreachable" });

    api.failing = {};
    clock.pass(11);
    await refreshShown(asSystem(ctx), [(await row())?.id ?? ""], pace);
    expect(await row()).toMatchObject({ freshness: "fresh" });
  });
});

describe("what changed", () => {
  it("counts new links, and those that are no longer what is looked at", async () => {
    const made = await testCtx();
    const { ctx, api } = made;
    const [first = "", second = ""] = await pressTimes(2, made);
    const waiting = follow({ show: "waiting", shown: [second, first] });
    expect((await listChanges(ctx, waiting)).changes).toBe(0);

    await press(ctx, { attemptId: attempt(9), patientId: "MRN9" });
    Object.assign(api.sessions[0] ?? {}, { status: "complete" });
    made.clock.pass(60);
    await refreshShown(asSystem(ctx), [first, second], newPace());

    const { rows, changes } = await listChanges(ctx, waiting);
    expect(changes).toBe(2);
    expect(rows.find(({ id }) => id === first)).toMatchObject({ state: "nothing" });
    expect((await listChanges(ctx, { ...waiting, show: "all" })).changes).toBe(1);
  });

  it("does not count older links that were not asked for yet", async () => {
    const made = await testCtx();
    const ids = (await pressTimes(4, made)).reverse();
    const page = await listLinks(made.ctx, all());
    const until = page.rows[1] ?? null;

    const changes = await listChanges(made.ctx, follow({ shown: ids.slice(0, 2), until }));

    expect(changes.changes).toBe(0);
  });
});

describe("the API", () => {
  it("is asked about five links at most in ten seconds, however many are shown and polled", async () => {
    const made = await testCtx();
    const ids = await pressTimes(12, made);
    made.clock.pass(60);
    const pace = newPace();

    await Promise.all([1, 2, 3].map(() => refreshShown(asSystem(made.ctx), ids, pace)));
    expect(made.api.count("getSession")).toBe(5);
    made.clock.pass(9);
    await refreshShown(asSystem(made.ctx), ids, pace);
    expect(made.api.count("getSession")).toBe(5);

    made.clock.pass(1);
    await refreshShown(asSystem(made.ctx), ids, pace);
    made.clock.pass(10);
    await refreshShown(asSystem(made.ctx), ids, pace);
    // The first five are fresh by now: only the other seven were asked about.
    expect(made.api.count("getSession")).toBe(12);
  });

  it("is asked once how a link ended that nobody watched", async () => {
    const made = await testCtx();
    await pressTimes(2, made);
    Object.assign(made.api.sessions[0] ?? {}, { status: "complete" });
    made.clock.pass(4 * 3600);

    await hearOfEnds(asSystem(made.ctx));
    await hearOfEnds(asSystem(made.ctx));

    expect(made.api.count("getSession")).toBe(2);
    const { rows } = await listLinks(made.ctx, all({ show: "help" }));
    expect(rows.map(({ state }) => state)).toEqual(["ended", "nothing"]);
  });

  it("may be down: the list is read from our own store", async () => {
    const made = await testCtx();
    const ids = await pressTimes(2, made);
    made.api.failing = { getSession: unanswered() };
    made.clock.pass(60);

    await refreshShown(asSystem(made.ctx), ids, newPace());

    expect((await listChanges(made.ctx, follow({ shown: ids }))).rows).toHaveLength(2);
  });
});

describe("copying a link from the list", () => {
  it("is written down before the link is given", async () => {
    const { ctx, lines } = await testCtx();
    const card = await press(ctx);
    const { id } = shown(card).progress;

    expect(await linkToCopy(ctx, { id })).toEqual({ ok: true, value: { url: linkOf(card) } });
    const patient_key = patientKey(ctx.vault, "MRN10023");
    const line = { action: "link-copied", outcome: "ok", staff_id: clerk.staffId, subject: id };
    expect((await lines()).at(-1)).toMatchObject({ ...line, patient_key });
  });

  it("gives nothing once it ended, or when it is not there", async () => {
    const { ctx, clock, lines } = await testCtx();
    const { id } = shown(await press(ctx)).progress;
    clock.pass(24 * 3600);

    for (const asked of [id, "nowhere"]) {
      expect(await linkToCopy(ctx, { id: asked })).toEqual(
        fail({ kind: "session-not-found", requestId: null }),
      );
    }
    expect((await lines()).filter(({ action }) => action === "link-copied")).toEqual([]);
  });
});
