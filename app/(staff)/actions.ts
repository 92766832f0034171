"use server";

import { parseInput } from "@/lib/server/parse-input";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { createSession } from "@/lib/server/sessions/service";
import { settleAttempt } from "@/lib/server/sessions/settle";
import { clinicSettings } from "@/lib/server/settings/service";
import { sendUnlessStopping } from "@/lib/server/shut-down";
import { currentStaff } from "@/lib/server/staff/guard";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { createSessionSchema, createSessionSchemaBy } from "@/lib/sessions/schema";

/** A public endpoint: any browser can post anything here, so ask who and check what. */
export async function createSessionAction(input: unknown): Promise<ActionResult<CreatedSession>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(createSessionSchemaBy(await clinicSettings()), input);
  if (!parsed.ok) return parsed;

  const desk = await deskServices();
  return sendUnlessStopping(() => createSession(parsed.value, staff.value, desk));
}

/** Looks for an attempt whose answer was lost; never creates. */
export async function settleAttemptAction(
  attemptId: unknown,
): Promise<ActionResult<CreatedSession>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(createSessionSchema.shape.attemptId, attemptId);
  if (!parsed.ok) return parsed;

  return settleAttempt(parsed.value, staff.value, await deskServices());
}
