import "server-only";
import type { AppError, OpenLink, PatientIdentity } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act } from "@/lib/server/act";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Session } from "@/lib/server/connect/session";
import type { ActingBy } from "@/lib/server/context";
import { within } from "@/lib/server/within";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import { exampleId } from "@/lib/sessions/id-rules";
import { linkWorks } from "@/lib/sessions/progress";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { adoptedDetails } from "./adopted-details";
import { findAlike, unusualId } from "./alike";
import { readFailure } from "./app-error";
import { adopt } from "./attempt-store";
import { linkTakenIn } from "./audit-entries";
import type { DeskServices } from "./desk-services";
import { isConfirmed, wouldRename } from "./identity";
import { recordFound } from "./settle";
import { sourceIdsAt, sourceIdsOf } from "./source-ids";
import type { MadeSession } from "./stored-session";
import { pickTag } from "./tag";

const namesWithinMs = 1_500;

export type KnownBefore = {
  /** What the API has for this patient; empty texts for nothing. */
  stored: PatientIdentity;
  /** Names of the chosen hospitals, by source id. */
  names: Map<string, string>;
};

/** Who the API knows under this id, and which links still work: side by side, in one round trip. */
export async function readBefore(
  input: CreateSessionInput,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<Result<KnownBefore, AppError>> {
  const unusual = unusualId(input, exampleId(desk.clinic), desk.clinic);
  if (unusual) return fail(unusual);

  const [patient, sessions, alike, names] = await Promise.all([
    desk.connect.getPatient(input.patientId),
    desk.connect.listPatientSessions(input.patientId, { status: "open" }),
    findAlike(input, desk),
    namesInTime(sourceIdsOf(input), desk),
  ]);
  if (!patient.ok && !isNotFound(patient.error)) return fail(readFailure(patient.error));
  if (!sessions.ok && !isNotFound(sessions.error)) return fail(readFailure(sessions.error));

  if (!alike.ok) return alike;
  // Of somebody who has this very ID no other is meant.
  if (!patient.ok && alike.value) {
    return fail({ kind: "looks-alike", requestId: null, known: alike.value });
  }

  const stored = {
    name: (patient.ok && patient.value.name) || "",
    email: (patient.ok && patient.value.email) || "",
  };
  const typed = { name: input.name, email: input.email };
  if (wouldRename(stored, typed) && !isConfirmed(stored, input.replaces)) {
    return fail({ kind: "identity-differs", requestId: null, stored, typed });
  }

  const open = sessions.ok ? sessions.value.items.filter((session) => isUsable(session, desk)) : [];
  if (open.length > 0 && !input.makeAnother) {
    const links = await Promise.all(open.map((session) => takeIn(session, stored.name, ctx, desk)));
    return fail({ kind: "open-link-exists", requestId: null, links });
  }
  return ok({ stored, names });
}

/** A slow catalog holds no link back: names that come too late are read with the first status. */
async function namesInTime(sourceIds: string[], desk: DeskServices): Promise<Map<string, string>> {
  return (await within(namesWithinMs, desk.sourceNames(sourceIds), desk.wait)) ?? new Map();
}

function isUsable(session: Session, desk: DeskServices): boolean {
  return session.url !== null && linkWorks(session, desk.now());
}

/** Puts a link that works under an id of ours, whoever made it, so that it can be shown. */
async function takeIn(
  session: Session,
  name: string,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<OpenLink> {
  const { id, tag, snapshot } =
    (await desk.store.findByUpstreamId(session.id)) ??
    (await recordOwn(session, ctx, desk)) ??
    (await adoptAs(name, session, ctx, desk));
  return { id, tag, expiresAt: snapshot.expiresAt };
}

/** One that an attempt of ours made, whose answer is still on its way or was lost. */
async function recordOwn(
  session: Session,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<MadeSession | null> {
  const attemptId = session.metadata[attemptMetadataKey];
  const row = typeof attemptId === "string" ? await desk.store.findByAttempt(attemptId) : null;
  if (row?.details.patientId !== session.patientId) return null;
  const recorded = await recordFound(row.id, session, linkTakenIn, ctx, desk);
  return recorded.ok ? recorded.value : null;
}

async function adoptAs(
  name: string,
  session: Session,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<MadeSession> {
  const adopted = {
    details: adoptedDetails(session, name, desk.clinic),
    tag: await pickTag(desk.store, desk.now()),
    session,
    seen: {
      at: desk.now(),
      sourceNames: Object.fromEntries(await desk.sourceNames(sourceIdsAt(session))),
    },
  };
  const { row } = await act(
    ctx,
    ({ row, isNew }: { row: MadeSession; isNew: boolean }) =>
      isNew ? linkTakenIn(row.id, session.patientId) : null,
    (tx) => adopt(tx, desk.vault, adopted),
  );
  return row;
}
