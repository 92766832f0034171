import "server-only";
import { fail, ok } from "@/lib/result";
import { announced } from "@/lib/server/act";
import { type ConnectError, isMissingCall } from "@/lib/server/connect/errors";
import type { Ctx } from "@/lib/server/context";
import type { ActionResult } from "@/lib/sessions/actions";
import { isConnected } from "@/lib/sessions/progress";
import type { SessionDetails, SessionProgress } from "@/lib/sessions/session";
import type { DisconnectOutcome, WayOutHospital } from "@/lib/sessions/way-out";
import { findLink } from "./find";
import { rereadSession } from "./status";
import type { MadeSession } from "./stored-session";

export type WayOut = {
  tag: string;
  details: SessionDetails;
  progress: SessionProgress;
  hospitals: WayOutHospital[];
};

/** What is wrong is decided by how things stand now: the API is asked. Null: no such link. */
export async function loadWayOut(ctx: Ctx, id: string): Promise<WayOut | null> {
  const read = await rereadSession(ctx, id);
  const row = await findLink(ctx, id);
  if (!read.ok || !row) return null;
  const hospitals = read.value.hospitals.map(({ sourceId, name, state, at }) => ({
    ...{ sourceId, name, state, at },
    hasId: connectionId(row, sourceId) !== null,
  }));
  return { tag: row.tag, details: row.details, progress: read.value, hospitals };
}

/**
 * Ends the clinic's access to one hospital of a link. Goes out once; what came of it is what the API
 * says afterwards, whatever it answered.
 */
export async function disconnectHospital(
  ctx: Ctx,
  { id, sourceId }: { id: string; sourceId: string },
): Promise<ActionResult<DisconnectOutcome>> {
  const row = await findLink(ctx, id);
  if (!row) return fail({ kind: "session-not-found", requestId: null });
  const connection = connectionId(row, sourceId);
  const deed = {
    action: "connection-disconnected",
    subject: id,
    patientKey: row.patientKey,
  } as const;
  const { outcome } = await announced(ctx, deed, toldOf, async () => {
    const answer =
      connection === null
        ? null
        : await ctx.connect.disconnectConnection(row.details.patientId, connection);
    const refusal = answer?.ok === false ? answer.error : null;
    const outcome = answer
      ? outcomeOf(refusal, await isStillConnected(ctx, id, sourceId))
      : ("no-call" as const);
    return { outcome, requestId: refusal?.requestId ?? null };
  });
  return ok(outcome);
}

function toldOf({ outcome, requestId }: { outcome: DisconnectOutcome; requestId: string | null }) {
  return { outcome: auditWords[outcome], requestId };
}

const auditWords = {
  disconnected: "ok",
  "no-call": "no-such-call",
  "not-known": "outcome-unknown",
  refused: "refused",
} satisfies Record<DisconnectOutcome, string>;

function outcomeOf(error: ConnectError | null, connected: boolean | null): DisconnectOutcome {
  if (connected === false) return "disconnected";
  if (error && isMissingCall(error)) return "no-call";
  const isCertain = error?.kind === "rejected" || error?.kind === "unreachable";
  return isCertain && connected === true ? "refused" : "not-known";
}

/** As the API says now; null when it cannot be asked. */
async function isStillConnected(ctx: Ctx, id: string, sourceId: string) {
  const read = await rereadSession(ctx, id);
  if (!read.ok || read.value.stale) return null;
  return read.value.hospitals.some(
    (hospital) => hospital.sourceId === sourceId && isConnected(hospital),
  );
}

/** The `conn_…` that lets records flow from this hospital. */
function connectionId({ snapshot }: MadeSession, sourceId: string): string | null {
  const active = snapshot.connections.find(
    (connection) => connection.sourceId === sourceId && connection.status === "active",
  );
  return active?.id ?? null;
}
