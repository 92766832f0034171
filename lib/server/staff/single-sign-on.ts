import "server-only";
import { setTimeout } from "node:timers/promises";
import { ok } from "@/lib/result";
import type { ActionResult } from "@/lib/sessions/actions";
import { answerOf, refusal } from "./answer";
import { providerId, sessionCookie } from "./auth";
import type { Visitor } from "./guard";
import { tokenOf } from "./sessions";
import { refuse, welcome } from "./sign-in";
import type { StaffServices } from "./staff-services";

/** What the sign-in page is told of a way back that led nowhere. */
export const notLetIn = "/sign-in?error=single-sign-on";

const patienceMs = 10_000;

/** Where to send the browser. The provider is asked for its addresses at the first time that works. */
export async function startSingleSignOn(
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<{ url: string }>> {
  if (!services.ways.singleSignOn) return refusal("sign-in-refused");
  const asking = services.providerAuth().then(({ api }) =>
    api.signInSocial({
      body: { provider: providerId, callbackURL: "/", errorCallbackURL: "/sign-in" },
      headers: visitor.browser.headers,
      returnHeaders: true,
    }),
  );
  // Given up on, it may still fail later, which then is nobody's business.
  asking.catch(() => {});
  const answer = await Promise.race([
    answerOf(asking),
    setTimeout(patienceMs, null, { ref: false }),
  ]);
  if (!answer?.ok || !answer.value.response.url) return refusal("single-sign-on-not-answering");
  visitor.browser.takeCookies(answer.value.headers);
  return ok({ url: answer.value.response.url });
}

/**
 * The way back from the provider: the only address of better-auth's that is served. Whatever else
 * is in it, it leads to the desk or to the sign-in page.
 */
export async function finishSingleSignOn(
  request: Request,
  visitor: Visitor,
  services: StaffServices,
): Promise<string> {
  const auth = await services.providerAuth();
  const { headers } = await auth.handler(request);
  const token = sessionTokenIn(headers, services.appUrl);
  const done = token
    ? await welcome({ headers, token }, visitor, services)
    : await refuse("sign-in", null, services);
  return done.ok ? "/" : notLetIn;
}

function sessionTokenIn(answer: Headers, appUrl: string): string | null {
  const start = `${sessionCookie(appUrl)}=`;
  const line = answer.getSetCookie().find((cookie) => cookie.startsWith(start));
  const value = line?.slice(start.length).split(";")[0];
  return value ? tokenOf(decodeURIComponent(value)) : null;
}
