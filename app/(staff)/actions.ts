"use server";

import { audit } from "@/lib/server/audit/service";
import { parseInput } from "@/lib/server/parse-input";
import { linkCreated, linkFound } from "@/lib/server/sessions/audit-entries";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { createSession } from "@/lib/server/sessions/service";
import { settleAttempt } from "@/lib/server/sessions/settle";
import { clinicSettings } from "@/lib/server/settings/service";
import { stopping, toTheEnd } from "@/lib/server/shut-down";
import { currentStaff } from "@/lib/server/staff/guard";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { createSessionSchema, createSessionSchemaBy } from "@/lib/sessions/schema";

/** A public endpoint: any browser can post anything here, so ask who and check what. */
export async function createSessionAction(input: unknown): Promise<ActionResult<CreatedSession>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(createSessionSchemaBy(await clinicSettings()), input);
  if (!parsed.ok) return parsed;

  if (stopping().aborted) return { ok: false, error: { kind: "not-answering", requestId: null } };
  return toTheEnd(async () => {
    const result = await createSession(parsed.value, staff.value, await deskServices());
    await audit(linkCreated(parsed.value.patientId, result, staff.value));
    return result;
  });
}

/** Looks for an attempt whose answer was lost; never creates. */
export async function settleAttemptAction(
  attemptId: unknown,
): Promise<ActionResult<CreatedSession>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(createSessionSchema.shape.attemptId, attemptId);
  if (!parsed.ok) return parsed;

  const result = await settleAttempt(parsed.value, await deskServices());
  if (result.ok) await audit(linkFound(result.value, staff.value));
  return result;
}
