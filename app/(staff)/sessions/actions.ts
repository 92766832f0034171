"use server";

import { finishFollowUp, followUpServices, reopenFollowUp } from "@/lib/server/sessions/follow-up";
import { staffAction } from "@/lib/server/staff-action";
import { followUpSchema, linkIdSchema } from "@/lib/sessions/follow-up-schema";

/** Somebody looked after a link that needed help. */
export const finishFollowUpAction = staffAction(followUpSchema, async (_ctx, input, { staff }) =>
  finishFollowUp(input, staff, await followUpServices()),
);

/** Nobody did after all. */
export const reopenFollowUpAction = staffAction(linkIdSchema, async (_ctx, id, { staff }) =>
  reopenFollowUp(id, staff, await followUpServices()),
);
