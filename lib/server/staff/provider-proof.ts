import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { log } from "@/lib/server/log";
import type { ActionResult } from "@/lib/sessions/actions";
import type { Browser } from "./browser";
import type { Staff } from "./guard";
import { startSingleSignOn, type WayBack } from "./provider-way";
import { findSignedIn } from "./sessions";
import { endByToken } from "./sign-in";
import type { StaffServices } from "./staff-services";
import { isFirstUse } from "./throttle";

/** Where the provider's window ends, which then closes itself. */
export const confirmed = "/account/confirmed";
const notConfirmed = "/account/confirmed?error=not-confirmed";

/** What a browser went to the provider for, sealed. */
const askedSchema = z.object({
  state: z.string(),
  mark: z.string(),
  staffId: z.string(),
  /** In milliseconds since 1970. */
  at: z.number(),
});
type Asked = z.infer<typeof askedSchema>;
const proofSchema = z.object({ mark: z.string(), once: z.string() });

const asked = { name: "proof-asked", seconds: 10 * 60 };
const proof = { name: "proof", seconds: 2 * 60 };
/** The provider's clock and ours may differ by so much. */
const skewMs = 60_000;

type Kind = typeof asked | typeof proof;
type Services = Pick<StaffServices, "appUrl" | "vault">;

/** Sends somebody to the provider, which is to ask anew who they are. @param mark of what it is for */
export async function askProvider(
  mark: string,
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<{ url: string }>> {
  const started = await startSingleSignOn({ browser }, services, true);
  if (!started.ok) return started;
  const state = new URL(started.value.url).searchParams.get("state") ?? "";
  const at = services.now().getTime();
  const question: Asked = { state, mark, staffId: staff.id, at };
  keep(asked, JSON.stringify(question), browser, services);
  return started;
}

/** What this way back from the provider was for, when it was for a proof. */
export function findAsked(request: Request, browser: Browser, services: Services): Asked | null {
  const text = read(asked, browser, services);
  if (!text) return null;
  const question = askedSchema.parse(JSON.parse(text));
  const state = new URL(request.url).searchParams.get("state");
  return question.state === state ? question : null;
}

/**
 * The provider has told who came, and when they last showed it who they are. Nobody is signed in by
 * that: who sits there is already.
 */
export async function finishProof(
  question: Asked,
  back: WayBack,
  browser: Browser,
  services: StaffServices,
): Promise<string> {
  if (back.token === null) return refuse(back.refused ?? "not-on-its-way");
  const who = await findSignedIn(back.token, services);
  await endByToken(services.db, back.token);
  if (who?.staff.id !== question.staffId) return refuse("somebody-else");
  if (back.authTime === null) return refuse("provider-gave-no-auth-time");
  const shownAt = back.authTime * 1000;
  const isAnew = shownAt >= question.at - skewMs && shownAt <= services.now().getTime() + skewMs;
  if (!isAnew) return refuse("provider-did-not-ask-anew");

  const once = randomBytes(16).toString("base64url");
  keep(proof, JSON.stringify({ mark: question.mark, once }), browser, services);
  return confirmed;
}

function refuse(code: string): string {
  log.warn({ event: "proof_refused", code });
  return notConfirmed;
}

/** Whether this browser brings the provider's word for this act; it counts once. */
export async function hasProviderProof(
  mark: string,
  browser: Browser,
  services: StaffServices,
): Promise<boolean> {
  const text = read(proof, browser, services);
  if (!text) return false;
  const given = proofSchema.parse(JSON.parse(text));
  return given.mark === mark && (await isFirstUse({ what: "proof", which: given.once }, services));
}

function keep({ name, seconds }: Kind, text: string, browser: Browser, services: Services): void {
  const secure = services.appUrl.startsWith("https:");
  const sealed = services.vault.sealToken(name, text, seconds);
  browser.setCookie(cookieName(name, secure), sealed, { secure, maxAge: seconds });
}

function read({ name }: Kind, browser: Browser, { appUrl, vault }: Services): string | null {
  const sealed = browser.readCookie(cookieName(name, appUrl.startsWith("https:")));
  return sealed && vault.openToken(name, sealed);
}

function cookieName(name: string, secure: boolean): string {
  return `${secure ? "__Host-" : ""}desk-${name}`;
}
