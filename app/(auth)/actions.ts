"use server";

import type { PublicKeyCredentialRequestOptionsJSON as PasskeyQuestion } from "@simplewebauthn/browser";
import { parseInput } from "@/lib/server/parse-input";
import { currentVisitor } from "@/lib/server/staff/guard";
import { signInWithPasskey, startPasskeySignIn } from "@/lib/server/staff/passkeys";
import { startSingleSignOn } from "@/lib/server/staff/provider-way";
import { readOneTimeAddress, redeemOneTimeAddress } from "@/lib/server/staff/set-up";
import { confirmSecondFactor, signIn } from "@/lib/server/staff/sign-in";
import { staffServices } from "@/lib/server/staff/staff-services";
import type { ActionResult } from "@/lib/sessions/actions";
import type { OneTimeAddress, SignInStep } from "@/lib/staff/actions";
import {
  oneTimeTokenSchema,
  passkeyAnswerSchema,
  secondFactorSchema,
  setUpSchema,
  signInSchema,
} from "@/lib/staff/schema";

/** Anyone may call these, from a page of ours. */
export async function signInAction(input: unknown): Promise<ActionResult<SignInStep>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  const parsed = parseInput(signInSchema, input);
  if (!parsed.ok) return parsed;

  return signIn(parsed.value, visitor.value, await staffServices());
}

/** The second step of a sign-in that began within the last minutes in this browser. */
export async function confirmSecondFactorAction(input: unknown): Promise<ActionResult<SignInStep>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  const parsed = parseInput(secondFactorSchema, input);
  if (!parsed.ok) return parsed;

  return confirmSecondFactor(parsed.value.code, visitor.value, await staffServices());
}

export async function startPasskeySignInAction(): Promise<ActionResult<PasskeyQuestion>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  return startPasskeySignIn(visitor.value, await staffServices());
}

export async function signInWithPasskeyAction(
  response: unknown,
): Promise<ActionResult<SignInStep>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  const parsed = parseInput(passkeyAnswerSchema, response);
  if (!parsed.ok) return parsed;

  return signInWithPasskey(parsed.value, visitor.value, await staffServices());
}

export async function startSingleSignOnAction(): Promise<ActionResult<{ url: string }>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  return startSingleSignOn(visitor.value, await staffServices());
}

/** What a one-time address is for. Reading does not use it up. */
export async function readOneTimeAddressAction(
  token: unknown,
): Promise<ActionResult<OneTimeAddress>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  const parsed = parseInput(oneTimeTokenSchema, token);
  if (!parsed.ok) return { ok: false, error: { kind: "one-time-address-gone", requestId: null } };

  return readOneTimeAddress(parsed.value, visitor.value, await staffServices());
}

/** Does what it is for, once, and signs in. */
export async function redeemOneTimeAddressAction(
  input: unknown,
): Promise<ActionResult<SignInStep>> {
  const visitor = await currentVisitor();
  if (!visitor.ok) return visitor;

  const parsed = parseInput(setUpSchema, input);
  if (!parsed.ok) return parsed;

  return redeemOneTimeAddress(parsed.value, visitor.value, await staffServices());
}
