"use server";

import {
  changePassword,
  finishSecondFactor,
  makeRecoveryCodes,
  startSecondFactor,
} from "@/lib/server/staff/account";
import { addPasskey, removePasskey, startPasskey } from "@/lib/server/staff/passkeys";
import { staffServices } from "@/lib/server/staff/staff-services";
import { stopSecondFactorWithProof } from "@/lib/server/staff/strong-acts";
import { staffAction } from "@/lib/server/staff-action";
import {
  addPasskeySchema,
  changePasswordSchema,
  idSchema,
  passwordAgainSchema,
  proofSchema,
  secondFactorSchema,
} from "@/lib/staff/schema";

const beforeSecondFactor = { beforeSecondFactor: true };

/** Ends every other session of theirs. */
export const changePasswordAction = staffAction(
  changePasswordSchema,
  async (_ctx, input, { staff, browser }) =>
    changePassword(input, staff, browser, await staffServices()),
  beforeSecondFactor,
);

/** Counts only after `finishSecondFactorAction`. */
export const startSecondFactorAction = staffAction(
  passwordAgainSchema,
  async (_ctx, { password }, { staff, browser }) =>
    startSecondFactor(password, staff, browser, await staffServices()),
  beforeSecondFactor,
);

export const finishSecondFactorAction = staffAction(
  secondFactorSchema,
  async (_ctx, { code }, { staff, browser }) =>
    finishSecondFactor(code, staff, browser, await staffServices()),
  beforeSecondFactor,
);

export const stopSecondFactorAction = staffAction(
  proofSchema,
  async (_ctx, proof, { staff, browser }) =>
    stopSecondFactorWithProof({ staff, browser, proof }, await staffServices()),
  beforeSecondFactor,
);

/** The old ones work no more. */
export const makeRecoveryCodesAction = staffAction(
  passwordAgainSchema,
  async (_ctx, { password }, { staff, browser }) =>
    makeRecoveryCodes(password, staff, browser, await staffServices()),
  beforeSecondFactor,
);

/** Asks for the password: with a passkey somebody else could come back. */
export const startPasskeyAction = staffAction(
  passwordAgainSchema,
  async (_ctx, { password }, { staff, browser }) =>
    startPasskey(password, staff, browser, await staffServices()),
  beforeSecondFactor,
);

export const addPasskeyAction = staffAction(
  addPasskeySchema,
  async (_ctx, input, { staff, browser }) =>
    addPasskey(input, staff, browser, await staffServices()),
  beforeSecondFactor,
);

export const removePasskeyAction = staffAction(
  idSchema,
  async (_ctx, id, { staff }) => removePasskey(id, staff, await staffServices()),
  beforeSecondFactor,
);
