import "server-only";
import type { Session } from "@/lib/server/connect/session";
import { limits } from "@/lib/sessions/limits";
import { createSessionSchema } from "@/lib/sessions/schema";
import type { SessionDetails } from "@/lib/sessions/session";
import type { DeskServices } from "./desk-services";

const form = createSessionSchema.shape;

/**
 * What a link that was made elsewhere was made with, as far as the form could make it again: a value
 * that the form would refuse is left out, and so is what the clinic's settings say anyway.
 *
 * @param name of the patient, as the API has it
 */
export function adoptedDetails(
  session: Session,
  name: string,
  clinic: DeskServices["clinic"],
): SessionDetails {
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
    metadata: notesOf(session.metadata),
  };
}

function notesOf(metadata: Session["metadata"]): SessionDetails["metadata"] {
  return Object.entries(metadata)
    .flatMap(([key, value]) => form.metadata.safeParse([{ key, value }]).data ?? [])
    .filter(({ key }) => key !== "")
    .slice(0, limits.metadataRows);
}
