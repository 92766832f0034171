import "server-only";
import type { SessionCard } from "@/lib/sessions/session";
import { cardOf } from "./card";
import { deskServices } from "./desk-services";
import { followUpStore } from "./follow-up-store";

/** The card of one link for its page, as last known: the page asks the API once it is there. */
export async function loadCard(id: string): Promise<SessionCard | null> {
  const desk = await deskServices();
  const row = await desk.store.findById(id);
  if (row?.stage !== "made") return null;
  const doneBy = row.done && (await (await followUpStore()).doneBy(id));
  return cardOf(row, desk.now(), doneBy);
}
