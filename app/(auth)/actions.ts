"use server";

import * as z from "zod/mini";
import { signInWithPasskey, startPasskeySignIn } from "@/lib/server/staff/passkeys";
import { readOneTimeAddress, redeemOneTimeAddress } from "@/lib/server/staff/set-up";
import { confirmSecondFactor, signIn } from "@/lib/server/staff/sign-in";
import { startSingleSignOn } from "@/lib/server/staff/single-sign-on";
import { noInput, visitorAction } from "@/lib/server/staff-action";
import {
  oneTimeTokenSchema,
  passkeyAnswerSchema,
  secondFactorSchema,
  setUpSchema,
  signInSchema,
} from "@/lib/staff/schema";

export const signInAction = visitorAction(signInSchema, signIn);

/** The second step of a sign-in that began within the last minutes in this browser. */
export const confirmSecondFactorAction = visitorAction(secondFactorSchema, confirmSecondFactor);

export const startPasskeySignInAction = visitorAction(noInput, startPasskeySignIn);

export const signInWithPasskeyAction = visitorAction(passkeyAnswerSchema, signInWithPasskey);

export const startSingleSignOnAction = visitorAction(noInput, startSingleSignOn);

/** What a one-time address is for. Reading does not use it up; what is no token is none that works. */
export const readOneTimeAddressAction = visitorAction(
  z.catch(oneTimeTokenSchema, ""),
  readOneTimeAddress,
);

/** Does what it is for, once, and signs in. */
export const redeemOneTimeAddressAction = visitorAction(setUpSchema, redeemOneTimeAddress);
