"use server";

import {
  changePassword,
  finishSecondFactor,
  makeRecoveryCodes,
  startSecondFactor,
  stopSecondFactor,
} from "@/lib/server/staff/account";
import { addPasskey, removePasskey, startPasskey } from "@/lib/server/staff/passkeys";
import { noInput, staffAction } from "@/lib/server/staff-action";
import {
  addPasskeySchema,
  changePasswordSchema,
  idSchema,
  passwordAgainSchema,
  secondFactorSchema,
} from "@/lib/staff/schema";

const early = { beforeSecondFactor: true };

/** Ends every other sign-in of theirs. */
export const changePasswordAction = staffAction(changePasswordSchema, changePassword, early);

/** Counts only after `finishSecondFactorAction`. */
export const startSecondFactorAction = staffAction(passwordAgainSchema, startSecondFactor, early);

export const finishSecondFactorAction = staffAction(secondFactorSchema, finishSecondFactor, early);

export const stopSecondFactorAction = staffAction(noInput, stopSecondFactor, early);

/** The old ones work no more. */
export const makeRecoveryCodesAction = staffAction(passwordAgainSchema, makeRecoveryCodes, early);

/** Asks for the password: with a passkey somebody else could come back. */
export const startPasskeyAction = staffAction(passwordAgainSchema, startPasskey, early);

export const addPasskeyAction = staffAction(addPasskeySchema, addPasskey, early);

export const removePasskeyAction = staffAction(idSchema, removePasskey, early);
