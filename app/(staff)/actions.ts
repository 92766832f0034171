"use server";

import { createSession, settleAttempt } from "@/lib/server/sessions/create-session";
import { staffAction } from "@/lib/server/staff-action";
import { createSessionSchema, createSessionSchemaBy } from "@/lib/sessions/schema";

export const createSessionAction = staffAction(
  ({ clinic }) => createSessionSchemaBy(clinic),
  createSession,
  { toTheEnd: true },
);

/** Looks for an attempt whose answer was lost; never creates. */
export const settleAttemptAction = staffAction(createSessionSchema.shape.attemptId, settleAttempt);
