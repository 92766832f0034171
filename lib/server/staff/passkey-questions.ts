import "server-only";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Browser } from "./browser";
import { passkeyDomain } from "./passkey-domain";
import type { StaffServices } from "./staff-services";
import { isFirstUse } from "./throttle";

/** What was asked waits in the browser, sealed: nothing is kept for who only asks to be asked. */
const questionSchema = z.object({ challenge: z.string(), about: z.string() });
const purpose = "passkey-question";
const answerWithinSeconds = 5 * 60;

type Services = Pick<StaffServices, "appUrl" | "db" | "vault" | "now">;

/**
 * What a browser's authenticator is asked to sign.
 *
 * @param about what the answer is good for, and nothing else
 * @param allowed ids of the passkeys that may answer; none: the passkey says whose it is
 */
export async function askForPasskey(
  about: string,
  allowed: string[],
  browser: Browser,
  { appUrl, vault }: Services,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: passkeyDomain(appUrl) ?? "localhost",
    userVerification: "required",
    allowCredentials: allowed.map((id) => ({ id })),
  });
  const question = JSON.stringify({ challenge: options.challenge, about });
  const secure = appUrl.startsWith("https:");
  browser.setCookie(cookieName(appUrl), vault.sealToken(purpose, question, answerWithinSeconds), {
    secure,
    maxAge: answerWithinSeconds,
  });
  return options;
}

/** Whose passkey has answered what this browser was asked; null when none has. An answer counts once. */
export async function whoAnswered(
  response: AuthenticationResponseJSON,
  about: string,
  browser: Browser,
  services: Services,
): Promise<string | null> {
  const { appUrl, db, vault } = services;
  const sealed = browser.readCookie(cookieName(appUrl));
  const text = sealed && vault.openToken(purpose, sealed);
  const question = text ? questionSchema.parse(JSON.parse(text)) : null;
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
    expectedOrigin: appUrl,
    expectedRPID: passkeyDomain(appUrl) ?? "localhost",
    credential: {
      id: passkey.credentialID,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64")),
      counter: passkey.counter,
    },
    // A passkey counts as two factors only where the device asked who holds it.
    requireUserVerification: true,
    // It throws at whatever is not as it should be: to us that is no answer.
  }).catch(() => null);
  if (!verified?.verified) return null;
  if (!(await isFirstUse({ what: purpose, which: question.challenge }, services))) return null;
  await db
    .updateTable("staff_passkeys")
    .set({ counter: verified.authenticationInfo.newCounter })
    .where("id", "=", passkey.id)
    .execute();
  return passkey.userId;
}

function cookieName(appUrl: string): string {
  return appUrl.startsWith("https:") ? "__Host-desk-passkey-question" : "desk-passkey-question";
}
