import "server-only";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { ok } from "@/lib/result";
import { act, announced } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { asOwner } from "./account";
import { answerOf, badField, okOrRefused, refusal, waitToSignIn } from "./answer";
import type { Browser } from "./browser";
import { addressCounter } from "./counters";
import type { Staff, Visitor } from "./guard";
import { askForPasskey, whoAnswered } from "./passkey-questions";
import { refuse, refuseStaff, welcome } from "./sign-in";
import { signInWays } from "./sign-in-ways";
import type { StaffServices } from "./staff-services";
import { takeTry } from "./throttle";

/** What a passkey is asked for at the sign-in page. */
const about = "sign-in";

/** What the browser's authenticator is asked to sign. It names nobody: the passkey says who it is. */
export async function startPasskeySignIn(
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>> {
  if (!offersPasskeys(services)) return refusal("sign-in-refused");
  return ok(await askForPasskey(about, [], visitor.browser, services));
}

/** A signature cannot be guessed, so only answers that are wrong are counted, and keep nobody waiting. */
export async function signInWithPasskey(
  response: AuthenticationResponseJSON,
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<SignInStep>> {
  if (!offersPasskeys(services)) return refusal("sign-in-refused");
  const staffId = await whoAnswered(response, about, visitor.browser, services);
  if (staffId === null) {
    const wait = await takeTry([addressCounter("passkey", visitor)], services);
    return wait > 0 ? waitToSignIn(wait) : refuse("sign-in", null, services);
  }
  const { api } = await services.auth();
  const started = await answerOf(
    api.startSession({
      body: { staffId, method: "passkey" },
      headers: visitor.browser.headers,
      returnHeaders: true,
    }),
  );
  if (!started.ok) return refuseStaff("sign-in", staffId, services);
  const { headers, response: session } = started.value;
  return welcome({ headers, token: session.token }, visitor, services);
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
  const deed = { action: "passkey-added", subject: staff.id } as const;
  const answer = await announced(byStaff(staff, services), deed, okOrRefused, () =>
    answerOf(
      api.verifyPasskeyRegistration({ body, headers: browser.headers, returnHeaders: true }),
    ),
  );
  if (!answer.ok) return badField("name", "This passkey could not be added. Start again.");
  return ok(null);
}

export async function removePasskey(
  id: string,
  staff: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const removed = await act(
    byStaff(staff, services),
    (was: boolean) =>
      was ? { action: "passkey-removed", outcome: "ok", subject: staff.id } : null,
    async (tx) => {
      const row = await tx
        .deleteFrom("staff_passkeys")
        .where("id", "=", id)
        .where("userId", "=", staff.id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  );
  return removed ? ok(null) : refusal("staff-not-found");
}

/** Single sign-on alone means that the provider decides each time; a passkey would go round it. */
function offersPasskeys({ appUrl, ways }: StaffServices): boolean {
  return signInWays(appUrl, ways).passkey;
}
