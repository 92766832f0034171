import { setTimeout as sleep } from "node:timers/promises";
import type { Source } from "./catalog";
import { families } from "./families";
import { addAttempt, completeSession, type SignInResult } from "./happenings";
import {
  expiredPage,
  finishedPage,
  neverReturnsPage,
  type PickerView,
  pickerPage,
  signInPage,
  signInPath,
  type Tried,
  unknownLinkPage,
} from "./hosted-html";
import { hostedPolicy } from "./hosted-style";
import { type Exchange, seeOther, sendHtml } from "./http";
import { type DirectResult, returnAddress } from "./return-address";
import { statusOf } from "./sessions";
import type { State } from "./state";
import type { Session } from "./store";

const shownSources = 20;
const lapsesAfterMs = 60_000;
const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": hostedPolicy,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The page behind a session's link, as the patient sees it: `/c/<token>` and what is below it. */
export async function answerHostedPage(state: State, exchange: Exchange): Promise<void> {
  for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value);
  const [, token = "", step, sourceId = "", ...rest] = exchange.segments ?? [];
  const session = state.store.sessionsByToken.get(token);
  if (!session || rest.length > 0) return sendHtml(exchange, 404, unknownLinkPage);
  if (showEnd(state, exchange, session)) return;

  const isPost = exchange.method === "POST";
  const source = state.sources.find(sourceId);
  if (step === undefined && !isPost) {
    const direct = session.directSourceId && state.sources.find(session.directSourceId);
    if (direct) return seeOther(exchange, signInPath(baseOf(session), direct));
    return sendHtml(exchange, 200, pickerPage(pickerView(state, exchange, session)));
  }
  if (step === "finish" && isPost && session.directSourceId === null) {
    completeSession(state, session);
    return seeOther(exchange, returnAddress(session, null));
  }
  if (step === "sign-in" && source && isOffered(session, source)) {
    if (isPost) return signIn(state, exchange, session, source);
    return sendHtml(exchange, 200, signInPage(signInView(session, source)));
  }
  return sendHtml(exchange, 404, unknownLinkPage);
}

/** A finished or expired link leads nowhere any more. True when it has been answered. */
function showEnd(state: State, exchange: Exchange, session: Session): boolean {
  const status = statusOf(session, state.now());
  if (status === "open") return false;
  sendHtml(exchange, 410, status === "complete" ? finishedPage : expiredPage);
  return true;
}

function pickerView(state: State, exchange: Exchange, session: Session): PickerView {
  const query = (exchange.query.get("q") ?? "").trim();
  const suggested = [...new Set(session.recommendedIds)]
    .map((id) => state.sources.find(id))
    .filter((source) => source !== undefined);
  // Once the patient searches there is one list, with what was suggested at its head.
  const isMatch = ({ name }: Source) => name.toLowerCase().includes(query.toLowerCase());
  const others = query ? suggested.filter(isMatch) : [];
  for (const source of state.sources.search(query, 0)) {
    if (!suggested.includes(source)) others.push(source);
    if (others.length > shownSources) break;
  }
  return {
    base: baseOf(session),
    label: session.buttonLabel,
    tried: triedIn(state, session),
    suggested: query ? [] : suggested,
    others: others.slice(0, shownSources),
    query,
    hasMore: others.length > shownSources,
  };
}

async function signIn(
  state: State,
  exchange: Exchange,
  session: Session,
  source: Source,
): Promise<void> {
  const allows = new URLSearchParams(exchange.body ?? "").get("decision") === "allow";
  if (allows && source.behaviour === "never-returns") {
    return sendHtml(exchange, 200, neverReturnsPage(signInView(session, source)));
  }
  if (allows && source.behaviour === "slow") await sleep(state.settings.slowPortalMs);
  if (showEnd(state, exchange, session)) return;

  const isDone = session.attempts.some(
    (attempt) => attempt.sourceId === source.id && attempt.status === "active",
  );
  const result = resultOf(session, source, allows);
  if (!isDone) addAttempt(state, session, source, result);
  const direct = session.directSourceId === null ? null : directResult(source, result);
  return seeOther(exchange, direct ? returnAddress(session, direct) : baseOf(session));
}

function resultOf(session: Session, { behaviour }: Source, allows: boolean): SignInResult {
  if (behaviour === "portal-error") {
    return { status: "failed", failureCode: "oauth_callback_failed" };
  }
  if (behaviour === "refuses" || !allows) {
    return { status: "failed", failureCode: families[session.family].refusalCode };
  }
  return { status: "active", ...(behaviour === "lapses-later" && { lapsesAfterMs }) };
}

function directResult(source: Source, { status, failureCode }: SignInResult): DirectResult {
  if (status === "active") return { success: true, sourceId: source.id };
  const error = failureCode ?? "";
  const refused = error !== "oauth_callback_failed";
  const description = refused ? "The patient did not allow access" : "The portal sign-in failed";
  return { success: false, error, description };
}

/** Each hospital once, with what came of its last attempt. */
function triedIn(state: State, session: Session): Tried[] {
  const last = new Map(session.attempts.map((attempt) => [attempt.sourceId, attempt]));
  return [...last.values()].flatMap((attempt) => {
    const source = state.sources.find(attempt.sourceId);
    if (!source) return [];
    const refused = attempt.failureCode === families[session.family].refusalCode;
    return [{ source, connected: attempt.status === "active", refused }];
  });
}

function isOffered(session: Session, source: Source): boolean {
  return session.directSourceId === null || session.directSourceId === source.id;
}

function signInView(session: Session, source: Source) {
  return { base: baseOf(session), source, canGoBack: session.directSourceId === null };
}

function baseOf(session: Session): string {
  return `/c/${session.token}`;
}
