"use server";

import * as z from "zod/mini";
import { signInWithPasskey, startPasskeySignIn } from "@/lib/server/staff/passkeys";
import { startSingleSignOn } from "@/lib/server/staff/provider-way";
import { readOneTimeAddress, redeemOneTimeAddress } from "@/lib/server/staff/set-up";
import { confirmSecondFactor, signIn } from "@/lib/server/staff/sign-in";
import { staffServices } from "@/lib/server/staff/staff-services";
import { noInput, visitorAction } from "@/lib/server/staff-action";
import {
  oneTimeTokenSchema,
  passkeyAnswerSchema,
  secondFactorSchema,
  setUpSchema,
  signInSchema,
} from "@/lib/staff/schema";

export const signInAction = visitorAction(signInSchema, async (_ctx, input, from) =>
  signIn(input, from, await staffServices()),
);

/** The second step of a sign-in that began within the last minutes in this browser. */
export const confirmSecondFactorAction = visitorAction(
  secondFactorSchema,
  async (_ctx, { code }, from) => confirmSecondFactor(code, from, await staffServices()),
);

export const startPasskeySignInAction = visitorAction(noInput, async (_ctx, _input, from) =>
  startPasskeySignIn(from, await staffServices()),
);

export const signInWithPasskeyAction = visitorAction(
  passkeyAnswerSchema,
  async (_ctx, answer, from) => signInWithPasskey(answer, from, await staffServices()),
);

export const startSingleSignOnAction = visitorAction(noInput, async (_ctx, _input, from) =>
  startSingleSignOn(from, await staffServices()),
);

/** What a one-time address is for. Reading does not use it up; what is no token is none that works. */
export const readOneTimeAddressAction = visitorAction(
  z.catch(oneTimeTokenSchema, ""),
  async (_ctx, token, from) => readOneTimeAddress(token, from, await staffServices()),
);

/** Does what it is for, once, and signs in. */
export const redeemOneTimeAddressAction = visitorAction(setUpSchema, async (_ctx, input, from) =>
  redeemOneTimeAddress(input, from, await staffServices()),
);
