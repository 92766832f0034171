import "server-only";
import { randomUUID } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { type StaffId, staffId } from "@/lib/ids";
import type { Ctx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import { type Browser, readSealed, type SealedCookie, setSealed } from "./browser";
import { passkeyDomain } from "./sign-in-ways";
import { isFirstUse } from "./throttle";

type Question = { challenge: string; about: string };

/** What was asked waits in the browser, sealed: nothing is kept for who only asks to be asked. */
const questionCookie: SealedCookie<Question> = {
  name: "desk-passkey-question",
  purpose: "passkey-question",
  seconds: 5 * 60,
  schema: z.object({ challenge: z.string(), about: z.string() }),
};

/** Ids of the passkeys that one of the staff has, as their authenticators know them. */
export async function passkeyIdsOf(db: Database, staffId: StaffId): Promise<string[]> {
  const rows = await db
    .selectFrom("staff_passkeys")
    .select("credentialID")
    .where("userId", "=", staffId)
    .execute();
  return rows.map((row) => row.credentialID);
}

/**
 * What a browser's authenticator is asked to sign.
 *
 * @param question `about`: what the answer is good for, and nothing else; `allowed`: ids of the
 *   passkeys that may answer; none: the passkey says whose it is
 */
export async function askForPasskey(
  { env, vault }: Ctx,
  { about, allowed }: { about: string; allowed: string[] },
  browser: Browser,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: domainOf(env.appUrl),
    userVerification: "required",
    allowCredentials: allowed.map((id) => ({ id })),
  });
  setSealed(questionCookie, { challenge: options.challenge, about }, browser, vault);
  return options;
}

/** Whose passkey has answered what this browser was asked; null when none has. An answer counts once. */
export async function whoAnswered(
  ctx: Ctx,
  { response, about }: { response: AuthenticationResponseJSON; about: string },
  browser: Browser,
): Promise<StaffId | null> {
  const { db, env } = ctx;
  const question = readSealed(questionCookie, browser, ctx.vault);
  if (question?.about !== about) return null;

  const passkey = await db
    .selectFrom("staff_passkeys")
    .select(["id", "userId", "credentialID", "publicKey", "counter"])
    .where("credentialID", "=", response.id)
    .executeTakeFirst();
  if (!passkey) return null;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: question.challenge,
    expectedOrigin: env.appUrl,
    expectedRPID: domainOf(env.appUrl),
    credential: {
      id: passkey.credentialID,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64")),
      counter: passkey.counter,
    },
    // A passkey counts as two factors only where the device asked who holds it.
    requireUserVerification: true,
    // It throws at whatever is not as it should be: to us that is no answer.
  }).catch(() => null);
  if (!verified?.verified || !(await isFirstAnswer(ctx, question))) return null;
  await unaudited(db)
    .updateTable("staff_passkeys")
    .set({ counter: verified.authenticationInfo.newCounter })
    .where("id", "=", passkey.id)
    .execute();
  return staffId(passkey.userId);
}

/** What a browser's authenticator is asked to make. @param known ids of those that they have */
export async function orderPasskey(
  { env, vault }: Ctx,
  who: { id: StaffId; email: string; known: string[] },
  browser: Browser,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const options = await generateRegistrationOptions({
    rpID: domainOf(env.appUrl),
    rpName: "Connect Desk",
    userName: who.email,
    excludeCredentials: who.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const question = { challenge: options.challenge, about: newFor(who.id) };
  setSealed(questionCookie, question, browser, vault);
  return options;
}

/** The row of the passkey that was made as this browser was asked to; null when none was. An answer counts once. */
export async function madePasskey(
  ctx: Ctx,
  { response, owner }: { response: RegistrationResponseJSON; owner: StaffId },
  browser: Browser,
) {
  const { env, vault } = ctx;
  const question = readSealed(questionCookie, browser, vault);
  if (question?.about !== newFor(owner)) return null;
  const made = await verifyRegistrationResponse({
    response,
    expectedChallenge: question.challenge,
    expectedOrigin: env.appUrl,
    expectedRPID: domainOf(env.appUrl),
    requireUserVerification: true,
  }).catch(() => null);
  if (!made?.verified || !(await isFirstAnswer(ctx, question))) return null;
  const { id, publicKey, counter } = made.registrationInfo.credential;
  return {
    ...{ id: randomUUID(), userId: owner, credentialID: id, counter },
    publicKey: Buffer.from(publicKey).toString("base64"),
    createdAt: ctx.now().toISOString(),
  };
}

function isFirstAnswer(ctx: Ctx, { challenge }: Question): Promise<boolean> {
  return isFirstUse({ what: questionCookie.purpose, which: challenge }, ctx);
}

function newFor(owner: StaffId): string {
  return `new/${owner}`;
}

function domainOf(appUrl: string): string {
  return passkeyDomain(appUrl) ?? "localhost";
}
