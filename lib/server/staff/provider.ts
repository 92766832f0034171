import "server-only";
import * as oidc from "openid-client";
import { z } from "zod";
import { fail, ok, type Result } from "@/lib/result";
import type { Ctx } from "@/lib/server/context";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { within } from "@/lib/server/within";
import type { ActionResult } from "@/lib/sessions/actions";
import { type Browser, type SealedCookie, setSealed } from "./browser";
import { refusal } from "./failures";

/** How long the provider may take over its answers. */
export const patienceMs = 10_000;

/** The way back, as the provider has it on its list. */
const backPath = "/api/auth/callback/oidc";

/** What a browser went to the provider for. */
export type Errand = {
  state: string;
  nonce: string;
  verifier: string;
  /** In milliseconds since 1970. */
  at: number;
  /** Of a strong act, and who is to show that it is they; null: to sign in. */
  proof: { mark: string; staffId: string } | null;
};

/** Who only goes to the provider and does not come back leaves nothing here. */
export const errandCookie: SealedCookie<Errand> = {
  name: "desk-errand",
  purpose: "errand",
  seconds: 10 * 60,
  schema: z.object({
    ...{ state: z.string(), nonce: z.string(), verifier: z.string(), at: z.number() },
    proof: z.object({ mark: z.string(), staffId: z.string() }).nullable(),
  }),
};

/** Whom the provider speaks of. */
export type ProviderUser = {
  sub: string;
  email: string | null;
  emailVerified: boolean;
  /** Empty: it gives none. */
  name: string;
  /** When they showed the provider who they are, in seconds since 1970; null: it does not say. */
  authTime: number | null;
};

/**
 * Where to send the browser.
 *
 * @param proof what the provider is to ask anew for, even if it knows who it is
 */
export async function askProvider(
  { env, vault, now }: Ctx,
  browser: Browser,
  proof: Errand["proof"] = null,
): Promise<ActionResult<{ url: string }>> {
  const { singleSignOn } = env.signIn;
  if (!singleSignOn) return refusal("sign-in-refused");
  const provider = await within(
    patienceMs,
    findProvider(singleSignOn).catch(() => null),
  );
  if (!provider) return refusal("single-sign-on-not-answering");

  const verifier = oidc.randomPKCECodeVerifier();
  const errand = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier };
  const url = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${env.appUrl}${backPath}`,
    scope: "openid email profile",
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...(proof && { max_age: "0", prompt: "login" }),
  });
  setSealed(errandCookie, { ...errand, at: now().getTime(), proof }, browser, vault);
  return ok({ url: url.href });
}

/**
 * Asks the provider who came.
 *
 * @param search of the address that the browser came back by
 */
export async function hearProvider(
  { env, log }: Ctx,
  search: string,
  { state, nonce, verifier }: Errand,
): Promise<Result<ProviderUser, "refused-by-provider" | "provider-answer-not-valid">> {
  const { singleSignOn } = env.signIn;
  if (!singleSignOn) return fail("provider-answer-not-valid");
  try {
    const provider = await findProvider(singleSignOn);
    const tokens = await oidc.authorizationCodeGrant(
      provider,
      new URL(`${env.appUrl}${backPath}${search}`),
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
    );
    const claims = tokens.claims();
    if (!claims) return fail("provider-answer-not-valid");
    const profile = await profileOf(provider, claims, tokens.access_token);
    return ok(userOf({ ...profile, sub: claims.sub, auth_time: claims.auth_time }));
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError) return fail("refused-by-provider");
    log.warn({ event: "provider_failed", cause: error instanceof Error ? error.name : null });
    return fail("provider-answer-not-valid");
  }
}

/** Most say everything in the token; of others it has to be asked. */
function profileOf(provider: oidc.Configuration, claims: oidc.IDToken, accessToken: string) {
  const canBeAsked = provider.serverMetadata().userinfo_endpoint !== undefined;
  if (claims.email !== undefined || !canBeAsked) return claims;
  return oidc.fetchUserInfo(provider, accessToken, claims.sub);
}

const userSchema = z.object({
  sub: z.string(),
  email: z.string().nullable().catch(null),
  // Some write it as text.
  email_verified: z.union([z.boolean(), z.stringbool()]).catch(false),
  auth_time: z.number().nullable().catch(null),
});

function userOf(profile: Record<string, unknown>): ProviderUser {
  const { sub, email, email_verified, auth_time } = userSchema.parse(profile);
  return {
    ...{ sub, email, emailVerified: email_verified, authTime: auth_time },
    name: nameOf(profile),
  };
}

/** What people are called where the provider gives no name, or only parts of one; empty: it gives none. */
export function nameOf(profile: Record<string, unknown>): string {
  const text = (key: string) => {
    const value = profile[key];
    return typeof value === "string" ? tidyName(value) : "";
  };
  const names = [
    text("name"),
    tidyName(`${text("given_name")} ${text("family_name")}`),
    text("nickname"),
    // Often an address.
    text("preferred_username").split("@", 1).join(""),
  ];
  return names.find((name) => name !== "") ?? "";
}

function tidyName(text: string): string {
  const plain = text.normalize("NFC").replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
  return [...plain.trim()].slice(0, 80).join("").trim();
}

/** Kept for each bundle, not for the process: openid-client takes only what its own copy has made. */
const kept = new Map<string, oidc.Configuration>();

/** Its addresses and keys; asked for at the first time that works, and then kept. */
async function findProvider(settings: SingleSignOnSettings): Promise<oidc.Configuration> {
  const key = JSON.stringify(settings);
  const provider = kept.get(key) ?? (await discover(settings));
  kept.set(key, provider);
  return provider;
}

function discover({ issuer, clientId, clientSecret }: SingleSignOnSettings) {
  const onThisMachine = issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(
    // In full, as some call themselves otherwise than the address that they are found at.
    new URL(`${issuer}/.well-known/openid-configuration`),
    clientId,
    clientSecret,
    undefined,
    { execute: [oidc.enableNonRepudiationChecks, ...onThisMachine], timeout: patienceMs / 1000 },
  );
}
