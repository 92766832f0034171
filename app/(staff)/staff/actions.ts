"use server";

import {
  changeRole,
  deactivateStaff,
  endSignIn,
  reactivateStaff,
} from "@/lib/server/staff/administer";
import { inviteStaff, makeNewPasswordAddress, withdrawInvitation } from "@/lib/server/staff/invite";
import { administratorAction } from "@/lib/server/staff-action";
import { changeRoleSchema, idSchema, inviteSchema } from "@/lib/staff/schema";

/** The address is in this answer only; what is kept is a hash. */
export const inviteStaffAction = administratorAction(inviteSchema, inviteStaff);

export const withdrawInvitationAction = administratorAction(idSchema, withdrawInvitation);

/** For a colleague who forgot the password or lost the second factor; using it removes both. */
export const makeNewPasswordAddressAction = administratorAction(idSchema, makeNewPasswordAddress);

export const changeRoleAction = administratorAction(changeRoleSchema, changeRole);

/** They are signed out everywhere at once. */
export const deactivateStaffAction = administratorAction(idSchema, deactivateStaff);

export const reactivateStaffAction = administratorAction(idSchema, reactivateStaff);

export const endSignInAction = administratorAction(idSchema, endSignIn);
