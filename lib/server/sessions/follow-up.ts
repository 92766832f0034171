import "server-only";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act } from "@/lib/server/act";
import type { Ctx, StaffActor } from "@/lib/server/context";
import type { FollowUpInput } from "@/lib/sessions/follow-up";
import { countHelpNow, findLink } from "./find";
import { recordDone, recordNotDone } from "./links";

/** More are not counted: the worklist shows them. */
const countedAtMost = 100;

/** How many links need help, whenever they were made and whoever made them; at most 100. */
export function countHelp(ctx: Ctx): Promise<number> {
  return countHelpNow(ctx, ctx.now(), countedAtMost);
}

/** Somebody looked after a link. What they noted is kept sealed, and deleted with the link. */
export async function finishFollowUp(
  ctx: Ctx<StaffActor>,
  { id, note }: FollowUpInput,
): Promise<Result<null, DeskError>> {
  const link = await findLink(ctx, id);
  if (!link) return fail({ kind: "session-not-found", requestId: null });
  const { patientKey } = link;
  const deed = { action: "follow-up-done", outcome: "ok", subject: id, patientKey } as const;
  const looked = { staffId: ctx.actor.staffId, note, at: ctx.now() };
  await act(ctx, deed, (tx) => recordDone(tx, ctx.vault, link, looked));
  return ok(null);
}

/** It was not done yet after all. */
export async function reopenFollowUp(ctx: Ctx, id: string): Promise<Result<null, DeskError>> {
  const link = await findLink(ctx, id);
  if (!link) return fail({ kind: "session-not-found", requestId: null });
  const { patientKey } = link;
  const deed = { action: "follow-up-reopened", outcome: "ok", subject: id, patientKey } as const;
  await act(ctx, deed, (tx) => recordNotDone(tx, link, ctx.now()));
  return ok(null);
}
