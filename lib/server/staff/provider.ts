import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { genericOAuth } from "better-auth/plugins";
import { z } from "zod";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { remember } from "@/lib/server/remember";

/** The one provider of single sign-on; part of the address that it is told to come back to. */
export const providerId = "oidc";

/** Why the provider's word does not let somebody in. */
export type NotLetIn =
  | "provider-gave-no-email"
  | "email-not-checked-by-provider"
  | "email-of-another-domain"
  | "no-administrator-yet"
  | "account-deactivated"
  | "account-not-joined"
  | "refused-by-provider"
  | "provider-answer-not-valid"
  | "provider-not-answering";

/** What is learnt of one way back from the provider and does not stand in better-auth's answer. */
type Learnt = {
  refused: NotLetIn | null;
  email: string | null;
  /** When somebody showed the provider who they are, in seconds since 1970; null: it does not say. */
  authTime: number | null;
};

/** One for the process: who asks and who learns may be in different bundles of the build. */
const learning = () => remember("provider-learning", () => new AsyncLocalStorage<Learnt>());

/** Runs one way back. @returns what it gave, and what was learnt */
export async function learningFrom<T>(work: () => Promise<T>): Promise<Learnt & { answer: T }> {
  const learnt: Learnt = { refused: null, email: null, authTime: null };
  const answer = await learning().run(learnt, work);
  return { ...learnt, answer };
}

/** Keeps it for who called `learningFrom`. */
export function learn(part: Partial<Learnt>): void {
  Object.assign(learning().getStore() ?? {}, part);
}

const claimsSchema = z.object({ sub: z.string(), auth_time: z.number().optional() });

export function provider({ issuer, clientId, clientSecret }: SingleSignOnSettings) {
  return genericOAuth({
    config: [
      {
        providerId,
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        requireIdTokenVerification: true,
        clientId,
        clientSecret,
        scopes: ["openid", "email", "profile"],
        pkce: true,
        disableProviderLogout: true,
        mapProfileToUser: (profile) => {
          learn({ email: typeof profile.email === "string" ? profile.email : null });
          return { name: nameOf(profile) };
        },
        // Called with tokens that have been verified, and the only place that shows all claims.
        accountSubject: ({ tokens }) => {
          const claims = claimsSchema.parse(claimsOf(tokens.idToken ?? ""));
          learn({ authTime: claims.auth_time ?? null });
          return claims.sub;
        },
      },
    ],
  });
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

/** Its signature was checked before. */
function claimsOf(idToken: string): unknown {
  const [, claims = ""] = idToken.split(".");
  return JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
}
