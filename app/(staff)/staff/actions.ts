"use server";

import { parseInput } from "@/lib/server/parse-input";
import { currentAdministrator } from "@/lib/server/staff/guard";
import { inviteStaff, makeNewPasswordAddress, withdrawInvitation } from "@/lib/server/staff/invite";
import {
  changeRole,
  deactivateStaff,
  endStaffSession,
  reactivateStaff,
} from "@/lib/server/staff/service";
import { staffServices } from "@/lib/server/staff/staff-services";
import type { ActionResult } from "@/lib/sessions/actions";
import type { AddressToCopy } from "@/lib/staff/actions";
import { changeRoleSchema, idSchema, inviteSchema } from "@/lib/staff/schema";

/** The address is in this answer only; what is kept is a hash. */
export async function inviteStaffAction(input: unknown): Promise<ActionResult<AddressToCopy>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(inviteSchema, input);
  if (!parsed.ok) return parsed;

  return inviteStaff(parsed.value, staff.value, await staffServices());
}

export async function withdrawInvitationAction(id: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, id);
  if (!parsed.ok) return parsed;

  return withdrawInvitation(parsed.value, staff.value, await staffServices());
}

/** For a colleague who forgot the password or lost the second factor; using it removes both. */
export async function makeNewPasswordAddressAction(
  staffId: unknown,
): Promise<ActionResult<AddressToCopy>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, staffId);
  if (!parsed.ok) return parsed;

  return makeNewPasswordAddress(parsed.value, staff.value, await staffServices());
}

export async function changeRoleAction(input: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(changeRoleSchema, input);
  if (!parsed.ok) return parsed;

  return changeRole(parsed.value.staffId, parsed.value.role, staff.value, await staffServices());
}

/** Their sessions end everywhere at once. */
export async function deactivateStaffAction(staffId: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, staffId);
  if (!parsed.ok) return parsed;

  return deactivateStaff(parsed.value, staff.value, await staffServices());
}

export async function reactivateStaffAction(staffId: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, staffId);
  if (!parsed.ok) return parsed;

  return reactivateStaff(parsed.value, staff.value, await staffServices());
}

export async function endStaffSessionAction(sessionId: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, sessionId);
  if (!parsed.ok) return parsed;

  return endStaffSession(parsed.value, staff.value, await staffServices());
}
