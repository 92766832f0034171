"use server";

import { finishFollowUp, reopenFollowUp } from "@/lib/server/sessions/follow-up";
import { staffAction } from "@/lib/server/staff-action";
import { followUpSchema, linkIdSchema } from "@/lib/sessions/follow-up";

/** Somebody looked after a link that needed help. */
export const finishFollowUpAction = staffAction(followUpSchema, finishFollowUp);

/** Nobody did after all. */
export const reopenFollowUpAction = staffAction(linkIdSchema, reopenFollowUp);
