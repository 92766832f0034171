import "server-only";
import { announced } from "@/lib/server/act";
import { bySystem } from "@/lib/server/context";
import { eachRow } from "@/lib/server/each-row";
import type { DeskServices } from "./desk-services";
import { settleStored } from "./settle";

const dayMs = 24 * 60 * 60_000;
/** Younger attempts belong to somebody who is still waiting at a desk. */
const unsettledAfterMs = 60_000;

/** Finds what became of attempts that ended with the process or the connection that made them. */
export async function settleLostAttempts(desk: DeskServices): Promise<void> {
  const now = desk.now();
  const ctx = bySystem("housekeeping", desk);
  const before = new Date(now.getTime() - unsettledAfterMs);
  const rows = await desk.store.listUnsettled(before, now);
  await eachRow(rows, "settle", (row) => settleStored(row, ctx, desk));
}

/** Deletes what is older than the clinic wants to keep; the trail tells that it begins, and how many went. */
export async function removeOldSessions(desk: DeskServices, retentionDays: number): Promise<void> {
  const before = new Date(desk.now().getTime() - retentionDays * dayMs);
  if (!(await desk.store.hasOlderThan(before))) return;
  await announced(bySystem("housekeeping", desk), { action: "links-removed" }, removedSoMany, () =>
    desk.store.removeOlderThan(before),
  );
}

function removedSoMany(count: number) {
  return { outcome: "ok", subject: String(count) };
}
