"use server";

import { parseInput } from "@/lib/server/parse-input";
import { thisBrowser } from "@/lib/server/staff/browser";
import { currentAdministrator } from "@/lib/server/staff/guard";
import { withdrawInvitation } from "@/lib/server/staff/invite";
import { deactivateStaff, endStaffSession } from "@/lib/server/staff/service";
import { staffServices } from "@/lib/server/staff/staff-services";
import {
  changeRoleWithProof,
  inviteWithProof,
  makeNewPasswordWithProof,
  reactivateWithProof,
} from "@/lib/server/staff/strong-acts";
import type { ActionResult } from "@/lib/sessions/actions";
import type { AddressToCopy } from "@/lib/staff/actions";
import { changeRoleSchema, idSchema, inviteSchema, proofSchema } from "@/lib/staff/schema";

/** The address is in this answer only; what is kept is a hash. */
export async function inviteStaffAction(
  input: unknown,
  proof?: unknown,
): Promise<ActionResult<AddressToCopy>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(inviteSchema, input);
  if (!parsed.ok) return parsed;

  const given = parseInput(proofSchema, proof);
  if (!given.ok) return given;

  const shown = { staff: staff.value, browser: await thisBrowser(), proof: given.value };
  return inviteWithProof(parsed.value, shown, await staffServices());
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
  proof?: unknown,
): Promise<ActionResult<AddressToCopy>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, staffId);
  if (!parsed.ok) return parsed;

  const given = parseInput(proofSchema, proof);
  if (!given.ok) return given;

  const shown = { staff: staff.value, browser: await thisBrowser(), proof: given.value };
  return makeNewPasswordWithProof(parsed.value, shown, await staffServices());
}

export async function changeRoleAction(
  input: unknown,
  proof?: unknown,
): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(changeRoleSchema, input);
  if (!parsed.ok) return parsed;

  const given = parseInput(proofSchema, proof);
  if (!given.ok) return given;

  const shown = { staff: staff.value, browser: await thisBrowser(), proof: given.value };
  return changeRoleWithProof(parsed.value, shown, await staffServices());
}

/** Their sessions end everywhere at once. */
export async function deactivateStaffAction(staffId: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, staffId);
  if (!parsed.ok) return parsed;

  return deactivateStaff(parsed.value, staff.value, await staffServices());
}

export async function reactivateStaffAction(
  staffId: unknown,
  proof?: unknown,
): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, staffId);
  if (!parsed.ok) return parsed;

  const given = parseInput(proofSchema, proof);
  if (!given.ok) return given;

  const shown = { staff: staff.value, browser: await thisBrowser(), proof: given.value };
  return reactivateWithProof(parsed.value, shown, await staffServices());
}

export async function endStaffSessionAction(sessionId: unknown): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, sessionId);
  if (!parsed.ok) return parsed;

  return endStaffSession(parsed.value, staff.value, await staffServices());
}
