import "server-only";
import type { SessionCard } from "@/lib/sessions/session";
import { cardOf } from "./card";
import { deskServices } from "./desk-services";

/** The card of one link for its page, as last known: the page asks the API once it is there. */
export async function loadCard(id: string): Promise<SessionCard | null> {
  const desk = await deskServices();
  const row = await desk.store.findById(id);
  return row?.stage === "made" ? cardOf(row, desk.now()) : null;
}
