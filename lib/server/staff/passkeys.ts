import "server-only";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { ok } from "@/lib/result";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { asOwner } from "./account";
import { answerOf, badField, refusal, waitToSignIn } from "./answer";
import type { Browser } from "./browser";
import { addressCounter } from "./counters";
import type { Staff, Visitor } from "./guard";
import { refuse, welcome } from "./sign-in";
import { signInWays } from "./sign-in-ways";
import type { StaffServices } from "./staff-services";
import { giveBack, takeTry } from "./throttle";

/** What the browser's authenticator is asked to sign. It names nobody: the passkey says who it is. */
export async function startPasskeySignIn(
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>> {
  if (!offersPasskeys(services)) return refusal("sign-in-refused");
  const { api } = await services.auth();
  const { headers, response } = await api.generatePasskeyAuthenticationOptions({
    headers: withoutCookies(visitor.browser.headers),
    returnHeaders: true,
  });
  visitor.browser.takeCookies(headers);
  return ok({ ...response, userVerification: "required" });
}

export async function signInWithPasskey(
  response: AuthenticationResponseJSON,
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<SignInStep>> {
  if (!offersPasskeys(services)) return refusal("sign-in-refused");
  const counter = addressCounter("passkey", visitor);
  const wait = await takeTry([counter], services);
  if (wait > 0) return waitToSignIn(wait);

  const { api } = await services.auth();
  const answer = await answerOf(
    api.verifyPasskeyAuthentication({
      body: { response },
      headers: visitor.browser.headers,
      returnHeaders: true,
    }),
  );
  if (!answer.ok) return refuse("sign-in", null, services);
  await giveBack(counter, services);
  const { headers, response: signedIn } = answer.value;
  return welcome({ headers, token: signedIn.session.token }, visitor, services);
}

/** Asks for the password: with a passkey somebody else could come back. */
export async function startPasskey(
  password: string,
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>> {
  if (!offersPasskeys(services)) return refusal("staff-not-found");
  const { api } = await services.auth();
  return asOwner("password", staff, services, async () => {
    const isTheirs = await answerOf(
      api.verifyPassword({ body: { password }, headers: browser.headers }),
    );
    if (!isTheirs.ok) return isTheirs;
    const { headers, response } = await api.generatePasskeyRegistrationOptions({
      query: {},
      headers: browser.headers,
      returnHeaders: true,
    });
    browser.takeCookies(headers);
    return ok(response);
  });
}

export async function addPasskey(
  { name, response }: { name: string; response: { id: string } },
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const { api } = await services.auth();
  const body = { name, response };
  const answer = await answerOf(
    api.verifyPasskeyRegistration({ body, headers: browser.headers, returnHeaders: true }),
  );
  if (!answer.ok) return badField("name", "This passkey could not be added. Start again.");
  await services.audit({ action: "passkey-added", outcome: "ok", staff, subject: staff.id });
  return ok(null);
}

export async function removePasskey(
  id: string,
  staff: Staff,
  { db, audit }: StaffServices,
): Promise<ActionResult<null>> {
  const row = await db
    .deleteFrom("staff_passkeys")
    .where("id", "=", id)
    .where("userId", "=", staff.id)
    .returning("id")
    .executeTakeFirst();
  if (!row) return refusal("staff-not-found");
  await audit({ action: "passkey-removed", outcome: "ok", staff, subject: staff.id });
  return ok(null);
}

/** Single sign-on alone means that the provider decides each time; a passkey would go round it. */
function offersPasskeys({ appUrl, ways }: StaffServices): boolean {
  return signInWays(appUrl, ways).passkey;
}

/** Whose passkeys may answer is not told by who is still signed in here. */
function withoutCookies(headers: Headers): Headers {
  const others = new Headers(headers);
  others.delete("cookie");
  return others;
}
