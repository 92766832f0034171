import "server-only";
import type { Staff } from "@/lib/server/staff/guard";
import { helpWith } from "@/lib/sessions/follow-up";
import type { IdRules } from "@/lib/sessions/id-rules";
import { readPatientId } from "@/lib/sessions/patient-id";
import type { HospitalProgress } from "@/lib/sessions/session";
import {
  type Freshness,
  type WorklistChanges,
  type WorklistChangesRequest,
  type WorklistFilter,
  type WorklistPage,
  type WorklistRequest,
  type WorklistRow,
  worklistPageSize,
} from "@/lib/sessions/worklist";
import { followedUpOf, progressOf, recordsMissing } from "./card";
import { backgroundServices, type DeskServices } from "./desk-services";
import { isOld } from "./freshness";
import { type Pace, worklistPace } from "./refresh-shown";
import type { SessionSnapshot } from "./stored-session";
import {
  type ListedSession,
  type ListQuery,
  type WorklistStore,
  worklistStore,
} from "./worklist-store";

export type WorklistServices = { worklist: WorklistStore; now: () => Date; clinic?: IdRules };

/** Those of this process, with what the follow-up of a list needs. */
export async function worklistServices(): Promise<DeskServices & WorklistServices> {
  return { ...(await backgroundServices()), worklist: await worklistStore() };
}

/** One page of the links that staff look for, newest first. Asks our own store only. */
export async function listLinks(
  request: WorklistRequest,
  staff: Pick<Staff, "id">,
  desk: WorklistServices,
  pace = worklistPace(),
): Promise<WorklistPage> {
  const query = toQuery(request, staff, desk);
  const [{ listed, older }, helpToday] = await Promise.all([
    desk.worklist.list(query, request.before, worklistPageSize),
    desk.worklist.countHelp(query),
  ]);
  return {
    rows: listed.map((each) => rowOf(each, query.now, pace)),
    older,
    helpToday,
    serverNow: query.now.toISOString(),
  };
}

/** How the rows on a screen stand now, and how many would come or go if it were read again. */
export async function listChanges(
  { shown, until, ...request }: WorklistChangesRequest,
  staff: Pick<Staff, "id">,
  desk: WorklistServices,
  pace = worklistPace(),
): Promise<WorklistChanges> {
  const query = toQuery(request, staff, desk);
  const [listed, newest, helpToday] = await Promise.all([
    desk.worklist.listByIds(shown, query.now),
    desk.worklist.list(query, null, worklistPageSize),
    desk.worklist.countHelp(query),
  ]);
  const isShown = new Set(shown);
  const came = newest.listed.filter(
    ({ session }) =>
      !isShown.has(session.id) && (until === null || session.createdAt > until.createdAt),
  );
  const rows = listed.map((each) => rowOf(each, query.now, pace));
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
  { now, clinic }: WorklistServices,
): ListQuery {
  const read = readPatientId(search, clinic);
  return {
    ...(read.ok && { searchId: read.value }),
    show,
    staffId: mine ? staff.id : null,
    search: search.trim(),
    since: new Date(since),
    now: now(),
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

function rowOf(listed: ListedSession, now: Date, pace: Pace): WorklistRow {
  const { session, needsHelp, madeBy } = listed;
  const { id, createdAt, tag, details, patientKey, expiresAt } = session;
  const facts = {
    ...{ id, createdAt, tag, needsHelp, expiresAt, madeBy },
    patient: { id: details.patientId, name: details.name, key: patientKey },
    followedUp: followedUpOf(session, listed.doneBy),
  };
  if (session.stage !== "made") {
    return { ...facts, ...unmade, state: unmadeState(session.stage, needsHelp) };
  }
  const progress = progressOf(session, now);
  const { state, hospitals, linkWorks, checkedAt } = progress;
  const connected = hospitals.filter((hospital) => hospital.state === "connected");
  return {
    ...facts,
    ...{ state, linkWorks, checkedAt, connected: connected.length, hospitals: hospitals.length },
    records: recordsOf(connected),
    help: needsHelp ? helpWith(progress, recordsMissing(session)) : null,
    freshness: freshnessOf(session.snapshot, now, pace),
  };
}

const unmade = {
  connected: 0,
  hospitals: 0,
  linkWorks: false,
  checkedAt: null,
  records: null,
  help: null,
  freshness: "fresh",
} as const;

function recordsOf(connected: readonly HospitalProgress[]): WorklistRow["records"] {
  if (connected.length === 0) return null;
  const times = connected.flatMap(({ records }) =>
    records?.state === "arrived" ? [records.at] : [],
  );
  return { arrived: times.length, at: times.toSorted().at(-1) ?? null };
}

function freshnessOf(snapshot: SessionSnapshot, now: Date, pace: Pace): Freshness {
  if (!isOld("list", snapshot, now)) return "fresh";
  return pace.unanswered ? "unreachable" : "old";
}

/** Somebody waits for an attempt that needs no help yet. */
function unmadeState(stage: "claimed" | "unknown" | "not-made", needsHelp: boolean) {
  if (stage === "not-made") return stage;
  return needsHelp ? "unknown" : "creating";
}
