import "server-only";
import { act, type Deed } from "@/lib/server/act";
import type { Session } from "@/lib/server/connect/session";
import type { Ctx } from "@/lib/server/context";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import { limits } from "@/lib/sessions/limits";
import { createSessionSchema } from "@/lib/sessions/schema";
import type { SessionDetails } from "@/lib/sessions/session";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { adopt } from "./attempt-store";
import { findByAttempt, findByUpstreamId } from "./find";
import { recordFound, seenNow } from "./settle";
import type { MadeSession } from "./stored-session";
import { pickTag } from "./tag";

/**
 * Puts a link that the API has under an id of ours, whoever made it, so that it can be shown.
 *
 * @param name of the patient, as the API has it
 */
export async function takeIn(ctx: Ctx, session: Session, name: string): Promise<MadeSession> {
  return (
    (await findByUpstreamId(ctx, session.id)) ??
    (await recordOwn(ctx, session)) ??
    (await adoptAs(ctx, session, name))
  );
}

/** One that an attempt of ours made, whose answer is still on its way or was lost. */
async function recordOwn(ctx: Ctx, session: Session): Promise<MadeSession | null> {
  const attemptId = session.metadata[attemptMetadataKey];
  const row = typeof attemptId === "string" ? await findByAttempt(ctx, attemptId) : null;
  if (row?.details.patientId !== session.patientId) return null;
  const recorded = await recordFound(ctx, takenIn(row.id, session.patientId), session);
  return recorded.ok ? recorded.value : null;
}

async function adoptAs(ctx: Ctx, session: Session, name: string): Promise<MadeSession> {
  const adopted = {
    details: detailsOf(session, name, ctx.clinic),
    tag: await pickTag(ctx, ctx.now()),
    session,
    seen: await seenNow(ctx, session),
  };
  const { row } = await act(
    ctx,
    ({ row, isNew }: Awaited<ReturnType<typeof adopt>>) =>
      isNew ? takenIn(row.id, session.patientId) : null,
    (tx) => adopt(tx, ctx.vault, adopted),
  );
  return row;
}

/** A link that Medblocks had, which is in our books from now on. */
function takenIn(subject: string, patientId: string) {
  return { action: "link-taken-in", outcome: "ok", subject, patientId } satisfies Deed;
}

const form = createSessionSchema.shape;

/**
 * What a link that was made elsewhere was made with, as far as the form could make it again: a value
 * that the form would refuse is left out, and so is what the clinic's settings say anyway.
 */
function detailsOf(session: Session, name: string, clinic: ClinicSettings): SessionDetails {
  const returnUrl = form.returnUrl.safeParse(session.returnUrl).data ?? "";
  const buttonLabel = form.buttonLabel.safeParse(session.buttonLabel).data ?? "";
  return {
    patientId: session.patientId,
    name,
    email: "",
    mode: session.connectionId ? "only" : "suggest",
    suggestedSourceIds: session.recommendedIds,
    onlySourceId: session.connectionId ?? "",
    lifetimeSeconds: Math.round(
      (Date.parse(session.expiresAt) - Date.parse(session.createdAt)) / 1000,
    ),
    returnUrl: returnUrl === clinic.returnUrl ? "" : returnUrl,
    buttonLabel: buttonLabel === clinic.buttonLabel ? "" : buttonLabel,
    metadata: Object.entries(session.metadata)
      .flatMap(([key, value]) => form.metadata.safeParse([{ key, value }]).data ?? [])
      .filter(({ key }) => key !== "")
      .slice(0, limits.metadataRows),
  };
}
