import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import type { Heard, PatientView } from "@/lib/patients/patient";
import type { Result } from "@/lib/result";
import { staffNames } from "@/lib/server/audit/loaders";
import type { Listed } from "@/lib/server/connect/collect-pages";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import type { Patient, Session } from "@/lib/server/connect/session";
import type { Ctx } from "@/lib/server/context";
import { saveSnapshot } from "@/lib/server/sessions/links";
import {
  type SessionSnapshot,
  sourceIdsAt,
  sourceIdsOf,
} from "@/lib/server/sessions/stored-session";
import { sourceNames } from "@/lib/server/sources/service";
import { within } from "@/lib/server/within";
import type { ObservedConnection } from "@/lib/sessions/progress";
import { hospitalsOfPatient, linksOfPatient } from "./join";
import { identityOf, type KnownPatient } from "./service";

/** A slow catalog holds the page back no longer than this; its ids are shown then. */
const namesWithinMs = 1_500;

type Answer<T> = Result<T, ConnectError>;

/**
 * What the API has of a patient, joined with what we have. When the API cannot be asked it is what
 * this desk knew before, and says so.
 */
export async function readPatient(
  ctx: Ctx,
  { key, patientId, rows }: KnownPatient,
): Promise<PatientView> {
  const [patient, listed, madeBy] = await Promise.all([
    ctx.connect.getPatient(patientId),
    ctx.connect.listPatientSessions(patientId),
    staffNames(ctx),
  ]);
  const heard = heardOf(patient, listed);
  const answered = heard === "answered" && patient.ok ? patient.value : null;
  const sessions = heard === "answered" && listed.ok ? listed.value.items : [];

  const connections = answered?.connections ?? connectionsKnown(rows);
  const askedFor = [
    ...sessions.flatMap(sourceIdsAt),
    ...rows.flatMap((row) => sourceIdsOf(row.details)),
  ];
  const sourceIds = [...connections, ...sessions.flatMap((session) => session.connections)]
    .map(({ sourceId }) => sourceId)
    .concat(askedFor);
  const names = await namesOf(ctx, sourceIds, rows, answered !== null);
  const now = ctx.now();
  await keepHeard(ctx, rows, sessions, names);
  return {
    key,
    patientId,
    identity: answered ? identityOf(answered) : identityKnown(rows),
    hospitals: hospitalsOfPatient(connections, names, recordsKnown(rows)),
    links: linksOfPatient(rows, sessions, { sourceNames: names, staffNames: madeBy, now }),
    heard,
    heardAt: answered ? now.toISOString() : lastHeard(rows),
  };
}

/** The page shows one moment, so half an answer is none. */
function heardOf(patient: Answer<Patient>, sessions: Answer<Listed<Session>>): Heard {
  if (!patient.ok && isNotFound(patient.error)) return "unknown-patient";
  for (const answer of [patient, sessions]) {
    if (answer.ok || isNotFound(answer.error)) continue;
    if (answer.error.kind !== "rejected") return "not-answering";
    return refusals[answer.error.status] ?? "refused";
  }
  return "answered";
}

const refusals: Record<number, Heard> = {
  401: "key-refused",
  403: "forbidden",
  502: "not-answering",
};

type Rows = KnownPatient["rows"];

/** As each session had them when it was last read. */
function connectionsKnown(rows: Rows) {
  return rows.flatMap((row) => row.snapshot?.connections ?? []);
}

/** Each row has those since it was made: together all of them. */
function recordsKnown(rows: Rows) {
  return new Map(rows.flatMap((row) => [...row.records]));
}

/** What was heard just now is what this desk knows when it cannot ask: kept where it is news. */
async function keepHeard(
  ctx: Ctx,
  rows: Rows,
  sessions: readonly Session[],
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const seen = { at: ctx.now(), sourceNames: Object.fromEntries(names) };
  for (const { id, snapshot } of rows) {
    const session = snapshot && byId.get(snapshot.upstreamId);
    if (session && isNews(session, snapshot)) await saveSnapshot(ctx, id, session, seen);
  }
}

function isNews(
  session: Session,
  before: Pick<SessionSnapshot, "status" | "connections">,
): boolean {
  const standing = ({ sourceId, status, at }: ObservedConnection) => [sourceId, status, at];
  return (
    session.status !== before.status ||
    JSON.stringify(session.connections.map(standing)) !==
      JSON.stringify(before.connections.map(standing))
  );
}

/** As last typed or corrected; not every link was made with a name. */
export function identityKnown(rows: Rows): PatientIdentity {
  return {
    name: rows.find(({ details }) => details.name)?.details.name ?? "",
    email: rows.find(({ details }) => details.email)?.details.email ?? "",
  };
}

function lastHeard(rows: Rows): string | null {
  const times = rows.flatMap((row) => row.snapshot?.checkedAt ?? []);
  return times.toSorted().at(-1) ?? null;
}

/** @param ask whether the API answers, so that it is worth asking for those that we do not know */
async function namesOf(
  ctx: Ctx,
  ids: readonly string[],
  rows: Rows,
  ask: boolean,
): Promise<Map<string, string>> {
  const names = new Map(rows.flatMap((row) => Object.entries(row.snapshot?.sourceNames ?? {})));
  const missing = [...new Set(ids)].filter((id) => !names.has(id));
  if (!ask || missing.length === 0) return names;
  const asked = sourceNames(ctx, missing);
  const read = await within(namesWithinMs, asked, ctx.wait);
  return new Map([...names, ...(read ?? [])]);
}
