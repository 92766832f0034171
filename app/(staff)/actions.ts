"use server";

import { deskServices } from "@/lib/server/sessions/desk-services";
import { createSession } from "@/lib/server/sessions/service";
import { settleAttempt } from "@/lib/server/sessions/settle";
import { staffAction } from "@/lib/server/staff-action";
import { createSessionSchema, createSessionSchemaBy } from "@/lib/sessions/schema";

export const createSessionAction = staffAction(
  ({ clinic }) => createSessionSchemaBy(clinic),
  async (_ctx, input, { staff }) => createSession(input, staff, await deskServices()),
  { toTheEnd: true },
);

/** Looks for an attempt whose answer was lost; never creates. */
export const settleAttemptAction = staffAction(
  createSessionSchema.shape.attemptId,
  async (_ctx, attemptId, { staff }) => settleAttempt(attemptId, staff, await deskServices()),
);
