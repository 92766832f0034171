import { describe, expect, it } from "vitest";
import { fail } from "@/lib/result";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { WorklistChangesRequest, WorklistRequest } from "@/lib/sessions/worklist";
import { mayo, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { linkOf, newDesk, press, shown } from "@/test/sessions/test-desk";
import { linkToCopy } from "./copy-link";
import { hearOfEnds, refreshShown } from "./refresh-shown";
import { listChanges, listLinks } from "./worklist";

const staff = { id: "staff-1", sessionId: "session-1" };
const since = "2026-04-25T00:00:00.000Z";

function all(changes: Partial<WorklistRequest> = {}): WorklistRequest {
  return { show: "all", mine: false, search: "", since, before: null, ...changes };
}

function follow(changes: Partial<WorklistChangesRequest> = {}): WorklistChangesRequest {
  return { show: "all", mine: false, search: "", since, shown: [], until: null, ...changes };
}

const newPace = () => ({ at: 0, underWay: false, unanswered: false });

/** So many links of different patients, one a second. @returns their ids, oldest first */
async function pressTimes(count: number, { desk, clock }: Awaited<ReturnType<typeof newDesk>>) {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    clock.pass(1);
    const patientId = `MRN${index}`;
    ids.push(shown(await press(desk, { attemptId: attempt(index), patientId })).progress.id);
  }
  return ids;
}

describe("a search", () => {
  it("for a link that was scanned finds its row, on whatever host and ended or not", async () => {
    const everything = await newDesk();
    const { desk, clock } = everything;
    await pressTimes(1, everything);
    const card = await press(desk, { patientId: "MRN-9", attemptId: attempt(9) });
    const url = linkOf(card) ?? "";
    const found = async (search: string) => (await listLinks(all({ search }), staff, desk)).rows;

    clock.pass(4000);
    for (const search of [url, url.toUpperCase(), url.replace("https://app.", "http://other.")]) {
      expect((await found(search)).map(({ id }) => id)).toEqual([shown(card).progress.id]);
    }
    expect(await found(url.replace(/.$/, "f"))).toEqual([]);
  });

  it("for an ID reads it as the form does, by the clinic's rules", async () => {
    const { desk } = await newDesk();
    const card = await press(desk, { patientId: "MRN-1001" });
    const found = async (search: string, prefixes = "") => {
      const clinic = { ...desk.clinic, idPrefixes: prefixes };
      const { rows } = await listLinks(all({ search }), staff, { ...desk, clinic });
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
    const { desk, api, clock } = await newDesk();
    const card = await press(desk, { name: "María López", suggestedSourceIds: [mayo.id] });

    const page = await listLinks(all(), staff, desk);

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
    const made = await newDesk();
    const ids = (await pressTimes(52, made)).reverse();

    const first = await listLinks(all(), staff, made.desk);
    const second = await listLinks(all({ before: first.older }), staff, made.desk);

    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 50));
    expect(second.rows.map(({ id }) => id)).toEqual(ids.slice(50));
    expect([first.older?.id, second.older]).toEqual([ids[49], null]);
  });

  it("says what it does not know, and leaves out what was not made", async () => {
    const { desk, api, clock } = await newDesk();
    api.answerToCreate = () => fail(unanswered());
    await press(desk);
    const states = async () =>
      (await listLinks(all(), staff, desk)).rows.map(({ state, needsHelp }) => [state, needsHelp]);
    expect(await states()).toEqual([["unknown", true]]);

    api.sessions.length = 0;
    clock.pass(60);
    const [row] = (await listLinks(all(), staff, desk)).rows;
    await refreshShown([row?.id ?? ""], desk, newPace());

    expect(await states()).toEqual([]);
    const { rows, changes } = await listChanges(follow({ shown: [row?.id ?? ""] }), staff, desk);
    expect(rows).toMatchObject([{ state: "not-made", needsHelp: false }]);
    expect(changes).toBe(1);
  });

  it("says since when nothing was heard, and whether that is because the API does not answer", async () => {
    const { desk, api, clock } = await newDesk();
    await press(desk);
    const heardAt = clock.now().toISOString();
    clock.pass(181);
    const pace = newPace();
    const row = async () => (await listLinks(all(), staff, desk, pace)).rows[0];

    expect((await row())?.checkedAt?.slice(0, 19)).toBe(heardAt.slice(0, 19));
    expect(await row()).toMatchObject({ freshness: "old" });

    api.failing = { getSession: unanswered() };
    await refreshShown([(await row())?.id ?? ""], desk, pace);
    expect(await row()).toMatchObject({ freshness: "unreachable" });

    api.failing = {};
    clock.pass(11);
    await refreshShown([(await row())?.id ?? ""], desk, pace);
    expect(await row()).toMatchObject({ freshness: "fresh" });
  });
});

describe("what changed", () => {
  it("counts new links, and those that are no longer what is looked at", async () => {
    const made = await newDesk();
    const { desk, api } = made;
    const [first = "", second = ""] = await pressTimes(2, made);
    const waiting = follow({ show: "waiting", shown: [second, first] });
    expect((await listChanges(waiting, staff, desk)).changes).toBe(0);

    await press(desk, { attemptId: attempt(9), patientId: "MRN9" });
    Object.assign(api.sessions[0] ?? {}, { status: "complete" });
    made.clock.pass(60);
    await refreshShown([first, second], desk, newPace());

    const { rows, changes } = await listChanges(waiting, staff, desk);
    expect(changes).toBe(2);
    expect(rows.find(({ id }) => id === first)).toMatchObject({ state: "nothing" });
    expect((await listChanges({ ...waiting, show: "all" }, staff, desk)).changes).toBe(1);
  });

  it("does not count older links that were not asked for yet", async () => {
    const made = await newDesk();
    const ids = (await pressTimes(4, made)).reverse();
    const page = await listLinks(all(), staff, made.desk);
    const until = page.rows[1] ?? null;

    const changes = await listChanges(follow({ shown: ids.slice(0, 2), until }), staff, made.desk);

    expect(changes.changes).toBe(0);
  });
});

describe("the API", () => {
  it("is asked about five links at most in ten seconds, however many are shown and polled", async () => {
    const made = await newDesk();
    const ids = await pressTimes(12, made);
    made.clock.pass(60);
    const pace = newPace();

    await Promise.all([1, 2, 3].map(() => refreshShown(ids, made.desk, pace)));
    expect(made.api.count("getSession")).toBe(5);
    made.clock.pass(9);
    await refreshShown(ids, made.desk, pace);
    expect(made.api.count("getSession")).toBe(5);

    made.clock.pass(1);
    await refreshShown(ids, made.desk, pace);
    made.clock.pass(10);
    await refreshShown(ids, made.desk, pace);
    // The first five are fresh by now: only the other seven were asked about.
    expect(made.api.count("getSession")).toBe(12);
  });

  it("is asked once how a link ended that nobody watched", async () => {
    const made = await newDesk();
    await pressTimes(2, made);
    Object.assign(made.api.sessions[0] ?? {}, { status: "complete" });
    made.clock.pass(4 * 3600);

    await hearOfEnds(made.desk);
    await hearOfEnds(made.desk);

    expect(made.api.count("getSession")).toBe(2);
    const { rows } = await listLinks(all({ show: "help" }), staff, made.desk);
    expect(rows.map(({ state }) => state)).toEqual(["ended", "nothing"]);
  });

  it("may be down: the list is read from our own store", async () => {
    const made = await newDesk();
    const ids = await pressTimes(2, made);
    made.api.failing = { getSession: unanswered() };
    made.clock.pass(60);

    await refreshShown(ids, made.desk, newPace());

    expect((await listChanges(follow({ shown: ids }), staff, made.desk)).rows).toHaveLength(2);
  });
});

describe("copying a link from the list", () => {
  it("is written down before the link is given (row 34)", async () => {
    const { desk } = await newDesk();
    const entries: AuditEntry[] = [];
    const audit = async (entry: AuditEntry) => void entries.push(entry);
    const card = await press(desk);
    const { id } = shown(card).progress;

    expect(await linkToCopy(id, staff, { ...desk, audit })).toEqual({
      ok: true,
      value: { url: linkOf(card) },
    });
    expect(entries).toEqual([
      { action: "link-copied", outcome: "ok", staff, subject: id, patientId: "MRN10023" },
    ]);
  });

  it("gives nothing once it ended, or when it is not there (row 7)", async () => {
    const { desk, clock } = await newDesk();
    const audit = () => Promise.reject(new Error("there is nothing to write down"));
    const { id } = shown(await press(desk)).progress;
    clock.pass(24 * 3600);

    for (const asked of [id, "nowhere"]) {
      expect(await linkToCopy(asked, staff, { ...desk, audit })).toEqual(
        fail({ kind: "session-not-found", requestId: null }),
      );
    }
  });
});
