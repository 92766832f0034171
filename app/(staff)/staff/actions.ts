"use server";

import { withdrawInvitation } from "@/lib/server/staff/invite";
import { deactivateStaff, endStaffSession } from "@/lib/server/staff/service";
import { staffServices } from "@/lib/server/staff/staff-services";
import {
  changeRoleWithProof,
  inviteWithProof,
  makeNewPasswordWithProof,
  reactivateWithProof,
} from "@/lib/server/staff/strong-acts";
import { administratorAction } from "@/lib/server/staff-action";
import { changeRoleSchema, idSchema, inviteSchema } from "@/lib/staff/schema";

/** The address is in this answer only; what is kept is a hash. */
export const inviteStaffAction = administratorAction(inviteSchema, async (_ctx, input, from) =>
  inviteWithProof(input, from, await staffServices()),
);

export const withdrawInvitationAction = administratorAction(idSchema, async (_ctx, id, { staff }) =>
  withdrawInvitation(id, staff, await staffServices()),
);

/** For a colleague who forgot the password or lost the second factor; using it removes both. */
export const makeNewPasswordAddressAction = administratorAction(idSchema, async (_ctx, id, from) =>
  makeNewPasswordWithProof(id, from, await staffServices()),
);

export const changeRoleAction = administratorAction(changeRoleSchema, async (_ctx, input, from) =>
  changeRoleWithProof(input, from, await staffServices()),
);

/** Their sessions end everywhere at once. */
export const deactivateStaffAction = administratorAction(idSchema, async (_ctx, id, { staff }) =>
  deactivateStaff(id, staff, await staffServices()),
);

export const reactivateStaffAction = administratorAction(idSchema, async (_ctx, id, from) =>
  reactivateWithProof(id, from, await staffServices()),
);

export const endStaffSessionAction = administratorAction(idSchema, async (_ctx, id, { staff }) =>
  endStaffSession(id, staff, await staffServices()),
);
