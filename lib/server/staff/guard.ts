import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { From } from "@/lib/server/context";
import { clinicSettings, visitorCtx } from "@/lib/server/desk";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import type { SignedInStaff } from "@/lib/staff/staff";
import { thisBrowser } from "./browser";
import { clientAddress } from "./client-address";
import { isOwnHost, requireOwnHost } from "./own-host";
import { findSignedIn, noteActivity, type SignedIn, tokenAt } from "./sign-ins";

/** Who is asking, at which PC. */
export type Staff = SignedInStaff & {
  /** Id of this PC's signed-in session, which is not its token. */
  sessionId: string;
};

export type GuardOptions = {
  /** Lets in who has yet to set up the second factor that the clinic requires: for `/account` alone. */
  beforeSecondFactor?: boolean;
};

/**
 * Who calls an action or a route handler: what `staffAction` and `staffRoute` ask first.
 * Fails for a request that another site's page sent, or that came under a name that is not ours
 * (a foreign name that resolves to this machine is how a web page reaches into a local network).
 * An action is something that somebody does; a handler is not, so that polls keep nobody signed in.
 */
export async function currentStaff(options: GuardOptions = {}): Promise<Result<Staff, DeskError>> {
  const sent = await headers();
  if (!isOurOwnPage(sent, env().hosts)) return refuse("not-our-page");
  const signedIn = await readSignedIn();
  if (!signedIn) return fail({ kind: "signed-out", requestId: null });
  if (sent.has("next-action")) await noteActivity(await visitorCtx(), signedIn);
  if (!options.beforeSecondFactor && (await lacksSecondFactor(signedIn))) {
    return fail({ kind: "second-factor-needed", requestId: null });
  }
  return ok(signedIn.staff);
}

/** As `currentStaff`, for what only administrators may do. */
export async function currentAdministrator(
  options: GuardOptions = {},
): Promise<Result<Staff, DeskError>> {
  const staff = await currentStaff(options);
  if (!staff.ok || staff.value.role === "administrator") return staff;
  return refuse("not-allowed");
}

/** Leaves a line in the log: nobody's browser does this by itself. */
function refuse(kind: "not-our-page" | "not-allowed"): Result<never, DeskError> {
  log.warn({ event: "refused", code: kind });
  return fail({ kind, requestId: null });
}

/** Who calls what anyone may call: somebody at a page of ours. */
export async function currentVisitor(): Promise<Result<From, DeskError>> {
  const visitor = await whereFrom();
  return isOurOwnPage(visitor.browser.headers, env().hosts) ? ok(visitor) : refuse("not-our-page");
}

/** Who comes back from the provider of single sign-on: another site sends them, to a name of ours. */
export async function visitorFromElsewhere(): Promise<Result<From, DeskError>> {
  const visitor = await whereFrom();
  return isOwnHost(visitor.browser.headers, env().hosts) ? ok(visitor) : refuse("not-our-page");
}

/** Where this request comes from, whoever sent it. */
export async function whereFrom(): Promise<From> {
  const browser = await thisBrowser();
  return { browser, address: clientAddress(browser.headers, env().signIn.clientIpHeader) };
}

/**
 * Who opens this page: the first statement of each. Links from elsewhere may lead to a page.
 * Who is not signed in is sent to do so, and comes back afterwards.
 */
export async function requireStaff(options: GuardOptions = {}): Promise<Staff> {
  const sent = await headers();
  await requireOwnHost();
  const signedIn = await readSignedIn();
  if (!signedIn) redirect(signInAddress(sent.get("x-desk-path")));
  // What the browser fetches in advance is nobody's doing.
  if (!sent.has("next-router-prefetch")) await noteActivity(await visitorCtx(), signedIn);
  if (!options.beforeSecondFactor && (await lacksSecondFactor(signedIn))) redirect("/account");
  return signedIn.staff;
}

/** @param path of the page that was asked for, as `proxy.ts` tells it; the sign-in page checks it */
function signInAddress(path: string | null) {
  return path && path !== "/"
    ? (`/sign-in?to=${encodeURIComponent(path).replaceAll("%2F", "/")}` as const)
    : ("/sign-in" as const);
}

/** As `requireStaff`, for pages that only administrators may open. */
export async function requireAdministrator(): Promise<Staff> {
  const staff = await requireStaff();
  if (staff.role !== "administrator") notFound();
  return staff;
}

/** For the one handler that tells of somebody's doing; to be called after `currentStaff`. */
export async function noteOwnActivity(): Promise<void> {
  const signedIn = await readSignedIn();
  if (signedIn) await noteActivity(await visitorCtx(), signedIn);
}

/** Whether there is anything but the account page for who is signed in now. */
export async function needsSecondFactor(): Promise<boolean> {
  const signedIn = await readSignedIn();
  return signedIn !== null && lacksSecondFactor(signedIn);
}

async function lacksSecondFactor({ withoutSecondFactor }: SignedIn): Promise<boolean> {
  return withoutSecondFactor && (await clinicSettings()).secondFactorRequired;
}

/** Once for each page that is rendered, however many of its parts ask; an action or a handler reads anew. */
export const readSignedIn = cache(async (): Promise<SignedIn | null> => {
  const token = tokenAt(await thisBrowser());
  return token ? findSignedIn(await visitorCtx(), token) : null;
});

/** Who uses this browser, for frames that look alike either way; null when nobody does. No guard. */
export async function loadSignedIn(): Promise<Staff | null> {
  return (await readSignedIn())?.staff ?? null;
}

/**
 * Whether the request was sent by a page of this app. Forwarded headers are not read:
 * anyone can send them.
 *
 * @param hosts the `Host` values that are ours
 */
export function isOurOwnPage(sent: Headers, hosts: readonly string[]): boolean {
  if (!isOwnHost(sent, hosts)) return false;
  const host = sent.get("host") ?? "";

  const site = sent.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;

  const origin = sent.get("origin");
  return origin === null || (URL.canParse(origin) && new URL(origin).host === host);
}
