import "server-only";
import { announced } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { eachRow } from "@/lib/server/each-row";
import { hasOlderThan, listUnsettled } from "./find";
import { removeOlderThan } from "./remove-older";
import { settle } from "./settle";

const dayMs = 24 * 60 * 60_000;
/** Younger attempts belong to somebody who is still waiting at a ctx. */
const unsettledAfterMs = 60_000;

/** Finds what became of attempts that ended with the process or the connection that made them. */
export async function settleLostAttempts(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const before = new Date(now.getTime() - unsettledAfterMs);
  const rows = await listUnsettled(ctx, before, now);
  await eachRow(rows, "settle", (row) => settle(ctx, row));
}

/** Deletes what is older than the clinic wants to keep; the trail tells that it begins, and how many went. */
export async function removeOldSessions(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - ctx.clinic.retentionDays * dayMs);
  if (!(await hasOlderThan(ctx, before))) return;
  await announced(ctx, { action: "links-removed" }, removedSoMany, () =>
    removeOlderThan(ctx.db, before),
  );
}

function removedSoMany(count: number) {
  return { outcome: "ok", subject: String(count) };
}
