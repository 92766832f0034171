import "server-only";
import type { Ctx, StaffActor } from "@/lib/server/context";
import { helpWith } from "@/lib/sessions/follow-up";
import { readPatientId } from "@/lib/sessions/patient-id";
import { isConnected } from "@/lib/sessions/progress";
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
import { isOld } from "./freshness";
import { countHelpSince, type ListedSession, type ListQuery, listByIds, listPage } from "./list";
import { type Pace, worklistPace } from "./refresh-shown";
import type { SessionSnapshot } from "./stored-session";

/** Who looks at the list, and what it is read from. */
type Desk = Pick<Ctx<StaffActor>, "actor" | "clinic" | "db" | "now" | "vault">;

/** One page of the links that staff look for, newest first. Asks our own store only. */
export async function listLinks(
  ctx: Desk,
  request: WorklistRequest,
  pace = worklistPace(),
): Promise<WorklistPage> {
  const query = toQuery(ctx, request);
  const [{ listed, older }, helpToday] = await Promise.all([
    listPage(ctx, query, request.before, worklistPageSize),
    countHelpSince(ctx, query),
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
  ctx: Desk,
  { shown, until, ...request }: WorklistChangesRequest,
  pace = worklistPace(),
): Promise<WorklistChanges> {
  const query = toQuery(ctx, request);
  const [listed, newest, helpToday] = await Promise.all([
    listByIds(ctx, shown, query.now),
    listPage(ctx, query, null, worklistPageSize),
    countHelpSince(ctx, query),
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
  { actor, clinic, now }: Desk,
  { show, mine, search, since }: WorklistFilter & { since: string },
): ListQuery {
  const read = readPatientId(search, clinic);
  return {
    ...(read.ok && { searchId: read.value }),
    show,
    staffId: mine ? actor.staffId : null,
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
  const connected = hospitals.filter(isConnected);
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
