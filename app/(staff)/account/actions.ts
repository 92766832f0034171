"use server";

import type { PublicKeyCredentialCreationOptionsJSON as PasskeyOrder } from "@simplewebauthn/browser";
import { parseInput } from "@/lib/server/parse-input";
import {
  changePassword,
  finishSecondFactor,
  makeRecoveryCodes,
  startSecondFactor,
} from "@/lib/server/staff/account";
import { thisBrowser } from "@/lib/server/staff/browser";
import { currentStaff } from "@/lib/server/staff/guard";
import { addPasskey, removePasskey, startPasskey } from "@/lib/server/staff/passkeys";
import { staffServices } from "@/lib/server/staff/staff-services";
import { stopSecondFactorWithProof } from "@/lib/server/staff/strong-acts";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SecondFactorSetUp } from "@/lib/staff/actions";
import {
  addPasskeySchema,
  changePasswordSchema,
  idSchema,
  passwordAgainSchema,
  proofSchema,
  secondFactorSchema,
} from "@/lib/staff/schema";

/** Ends every other session of theirs. */
export async function changePasswordAction(input: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(changePasswordSchema, input);
  if (!parsed.ok) return parsed;

  return changePassword(parsed.value, staff.value, await thisBrowser(), await staffServices());
}

/** Counts only after `finishSecondFactorAction`. */
export async function startSecondFactorAction(
  input: unknown,
): Promise<ActionResult<SecondFactorSetUp>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(passwordAgainSchema, input);
  if (!parsed.ok) return parsed;

  return startSecondFactor(
    parsed.value.password,
    staff.value,
    await thisBrowser(),
    await staffServices(),
  );
}

export async function finishSecondFactorAction(input: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(secondFactorSchema, input);
  if (!parsed.ok) return parsed;

  return finishSecondFactor(
    parsed.value.code,
    staff.value,
    await thisBrowser(),
    await staffServices(),
  );
}

export async function stopSecondFactorAction(proof?: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const given = parseInput(proofSchema, proof);
  if (!given.ok) return given;

  const shown = { staff: staff.value, browser: await thisBrowser(), proof: given.value };
  return stopSecondFactorWithProof(shown, await staffServices());
}

/** The old ones work no more. */
export async function makeRecoveryCodesAction(
  input: unknown,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(passwordAgainSchema, input);
  if (!parsed.ok) return parsed;

  return makeRecoveryCodes(
    parsed.value.password,
    staff.value,
    await thisBrowser(),
    await staffServices(),
  );
}

/** Asks for the password: with a passkey somebody else could come back. */
export async function startPasskeyAction(input: unknown): Promise<ActionResult<PasskeyOrder>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(passwordAgainSchema, input);
  if (!parsed.ok) return parsed;

  return startPasskey(
    parsed.value.password,
    staff.value,
    await thisBrowser(),
    await staffServices(),
  );
}

export async function addPasskeyAction(input: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(addPasskeySchema, input);
  if (!parsed.ok) return parsed;

  return addPasskey(parsed.value, staff.value, await thisBrowser(), await staffServices());
}

export async function removePasskeyAction(id: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok) return staff;

  const parsed = parseInput(idSchema, id);
  if (!parsed.ok) return parsed;

  return removePasskey(parsed.value, staff.value, await staffServices());
}
