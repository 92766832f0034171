import "server-only";
import type { Staff } from "@/lib/server/staff/guard";
import {
  type WorklistChanges,
  type WorklistChangesRequest,
  type WorklistFilter,
  type WorklistPage,
  type WorklistRequest,
  type WorklistRow,
  worklistPageSize,
} from "@/lib/sessions/worklist";
import { progressOf } from "./card";
import { type DeskServices, deskServices } from "./desk-services";
import type { SessionSnapshot } from "./stored-session";
import {
  type ListedSession,
  type ListQuery,
  type WorklistStore,
  worklistStore,
} from "./worklist-store";

/** What was heard about a link longer ago than this may have changed. */
const oldAfterMs = 3 * 60_000;

export type WorklistServices = { worklist: WorklistStore; now: () => Date };

/** Those of this process, with what the follow-up of a list needs. */
export async function worklistServices(): Promise<DeskServices & WorklistServices> {
  return { ...(await deskServices()), worklist: await worklistStore() };
}

/** One page of the links that staff look for, newest first. Asks our own store only. */
export async function listLinks(
  request: WorklistRequest,
  staff: Pick<Staff, "id">,
  desk: WorklistServices,
): Promise<WorklistPage> {
  const query = toQuery(request, staff, desk.now());
  const [found, helpToday] = await Promise.all([
    // One more than is shown tells whether there are older ones.
    desk.worklist.list(query, request.before, worklistPageSize + 1),
    desk.worklist.countHelp(query),
  ]);
  return {
    rows: found.slice(0, worklistPageSize).map((listed) => rowOf(listed, query.now)),
    hasOlder: found.length > worklistPageSize,
    helpToday,
    serverNow: query.now.toISOString(),
  };
}

/** How the rows on a screen stand now, and how many would come or go if it were read again. */
export async function listChanges(
  { shown, until, ...request }: WorklistChangesRequest,
  staff: Pick<Staff, "id">,
  desk: WorklistServices,
): Promise<WorklistChanges> {
  const query = toQuery(request, staff, desk.now());
  const [listed, newest, helpToday] = await Promise.all([
    desk.worklist.listByIds(shown, query.now),
    desk.worklist.list(query, null, worklistPageSize),
    desk.worklist.countHelp(query),
  ]);
  const isShown = new Set(shown);
  const came = newest.filter(
    ({ session }) =>
      !isShown.has(session.id) && (until === null || session.createdAt > until.createdAt),
  );
  const rows = listed.map((each) => rowOf(each, query.now));
  const went = rows.filter((row) => !isListed(row, query));
  return {
    rows,
    changes: came.length + went.length,
    helpToday,
    serverNow: query.now.toISOString(),
  };
}

function toQuery(
  { show, mine, search, since }: WorklistFilter & { since: string },
  staff: Pick<Staff, "id">,
  now: Date,
): ListQuery {
  return {
    show,
    staffId: mine ? staff.id : null,
    search: search.trim(),
    since: new Date(since),
    now,
  };
}

/** Whether a row that was listed would be listed again; what it was searched by does not change. */
function isListed(row: WorklistRow, { show, since }: ListQuery): boolean {
  if (row.state === "not-made") return false;
  switch (show) {
    case "today":
      return row.createdAt >= since.toISOString();
    case "waiting":
      return row.linkWorks;
    case "help":
      return row.needsHelp;
    case "all":
      return true;
  }
}

function rowOf({ session, needsHelp, madeBy }: ListedSession, now: Date): WorklistRow {
  const { id, createdAt, tag, details, patientKey, expiresAt } = session;
  const facts = {
    ...{ id, createdAt, tag, needsHelp, expiresAt, madeBy },
    patient: { id: details.patientId, name: details.name, key: patientKey },
  };
  if (session.stage !== "made") {
    return { ...facts, ...unmade, state: unmadeState(session.stage, needsHelp) };
  }
  const { state, hospitals, linkWorks } = progressOf(session, now);
  const connected = hospitals.filter((hospital) => hospital.state === "connected").length;
  const oldSince = oldSinceOf(session.snapshot, now);
  return { ...facts, state, connected, hospitals: hospitals.length, linkWorks, oldSince };
}

const unmade = { connected: 0, hospitals: 0, linkWorks: false, oldSince: null };

/** What is final does not grow old. */
function oldSinceOf({ status, checkedAt, expiresAt }: SessionSnapshot, now: Date): string | null {
  const isFinal = status === "complete" || status === "expired" || checkedAt >= expiresAt;
  return isFinal || now.getTime() - Date.parse(checkedAt) < oldAfterMs ? null : checkedAt;
}

/** Somebody waits for an attempt that needs no help yet. */
function unmadeState(stage: "claimed" | "unknown" | "not-made", needsHelp: boolean) {
  if (stage === "not-made") return stage;
  return needsHelp ? "unknown" : "creating";
}
