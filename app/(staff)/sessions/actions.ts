"use server";

import { parseInput } from "@/lib/server/parse-input";
import { finishFollowUp, followUpServices, reopenFollowUp } from "@/lib/server/sessions/follow-up";
import { currentStaff } from "@/lib/server/staff/guard";
import type { ActionResult } from "@/lib/sessions/actions";
import { followUpSchema, linkIdSchema } from "@/lib/sessions/follow-up-schema";

/** Somebody looked after a link that needed help. */
export async function finishFollowUpAction(input: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(followUpSchema, input);
  if (!parsed.ok) return parsed;

  return finishFollowUp(parsed.value, staff.value, await followUpServices());
}

/** Nobody did after all. */
export async function reopenFollowUpAction(id: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(linkIdSchema, id);
  if (!parsed.ok) return parsed;

  return reopenFollowUp(parsed.value, staff.value, await followUpServices());
}
