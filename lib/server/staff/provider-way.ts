import "server-only";
import { ok } from "@/lib/result";
import { within } from "@/lib/server/within";
import type { ActionResult } from "@/lib/sessions/actions";
import { answerOf, refusal } from "./answer";
import { sessionCookie } from "./auth";
import type { Visitor } from "./guard";
import { learningFrom, type NotLetIn, providerId } from "./provider";
import { tokenOf } from "./sessions";
import { endByToken } from "./sign-in";
import type { StaffServices } from "./staff-services";

/** How long the provider may take over its answers. */
export const patienceMs = 10_000;

/**
 * Where to send the browser. The provider is asked for its addresses at the first time that works.
 *
 * @param anew whether the provider is to ask who it is even if it knows
 */
export async function startSingleSignOn(
  visitor: Pick<Visitor, "browser">,
  services: StaffServices,
  anew = false,
): Promise<ActionResult<{ url: string }>> {
  if (!services.ways.singleSignOn) return refusal("sign-in-refused");
  const asking = services.providerAuth().then(({ api }) =>
    api.signInSocial({
      body: {
        provider: providerId,
        callbackURL: "/",
        errorCallbackURL: "/sign-in",
        ...(anew && { additionalParams: { max_age: "0", prompt: "login" } }),
      },
      headers: visitor.browser.headers,
      returnHeaders: true,
    }),
  );
  // Given up on, it may still fail later, which then is nobody's business.
  asking.catch(() => {});
  const answer = await within(patienceMs, answerOf(asking));
  if (!answer?.ok || !answer.value.response.url) return refusal("single-sign-on-not-answering");
  visitor.browser.takeCookies(answer.value.headers);
  return ok({ url: answer.value.response.url });
}

export type WayBack =
  | { token: string; headers: Headers; authTime: number | null }
  /** `refused` is null when this browser was not on its way: that is nobody's try. */
  | { token: null; refused: NotLetIn | null; email: string | null };

/** Asks the provider who came, for so long and no longer. */
export async function comeBack(
  request: Request,
  services: StaffServices,
  patience = patienceMs,
): Promise<WayBack> {
  const auth = await services.providerAuth();
  const asking = learningFrom(() => auth.handler(request));
  const learnt = await within(patience, asking);
  if (!learnt) {
    // Nobody is left to sign in.
    asking
      .then(({ answer }) =>
        endByToken(services.db, sessionTokenIn(answer.headers, services.appUrl)),
      )
      .catch(() => {});
    return { token: null, refused: "provider-not-answering", email: null };
  }
  const { answer, authTime, email } = learnt;
  const token = sessionTokenIn(answer.headers, services.appUrl);
  if (token !== null) return { token, headers: answer.headers, authTime };
  const address = new URL(answer.headers.get("location") ?? "", services.appUrl);
  const refused = learnt.refused ?? refusalOf(address.searchParams.get("error") ?? "");
  return { token: null, refused, email };
}

/** @param code better-auth's, or what the provider itself said */
function refusalOf(code: string): NotLetIn | null {
  switch (code) {
    case "state_mismatch":
    case "state_invalid":
    case "state_not_found":
    case "invalid_callback_request":
    case "internal_server_error":
      return null;
    case "email_not_found":
      return "provider-gave-no-email";
    case "unable_to_create_session":
      return "account-deactivated";
    case "account_not_linked":
    case "unable_to_link_account":
      return "account-not-joined";
    case "":
    case "no_code":
    case "invalid_code":
    case "issuer_mismatch":
    case "nonce_binding_missing":
    case "unable_to_get_user_info":
      return "provider-answer-not-valid";
    default:
      return "refused-by-provider";
  }
}

function sessionTokenIn(answer: Headers, appUrl: string): string | null {
  const start = `${sessionCookie(appUrl)}=`;
  const line = answer.getSetCookie().find((cookie) => cookie.startsWith(start));
  const value = line?.slice(start.length).split(";")[0];
  return value ? tokenOf(decodeURIComponent(value)) : null;
}
