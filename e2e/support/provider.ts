import { once } from "node:events";
import { createServer } from "node:http";
import { expect, type Page } from "@playwright/test";
import Provider from "oidc-provider";
import type { Environment } from "./processes";

/** What the provider says of somebody; the key is the name they sign in with there. */
type People = Record<string, { email: string; email_verified: boolean; name: string }>;

const client = { id: "connect-desk", secret: "known-to-both" };

/** A certified OpenID provider in this process, on a free loopback port. */
export async function startProvider(people: People) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No free port");
  const issuer = `http://127.0.0.1:${address.port}`;
  return {
    host: new URL(issuer).host,
    /** For the app that is to use it. */
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_ALLOWED_DOMAINS: "clinic.example",
    } satisfies Environment,
    /** Knows the app from now on. */
    serve: (appUrl: string) => {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            redirect_uris: [`${appUrl}/api/auth/callback/oidc`],
          },
        ],
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
        conformIdTokenClaims: false,
        cookies: { keys: ["of no use elsewhere"] },
        findAccount: (_, id) => ({
          accountId: id,
          claims: async () => ({ sub: id, ...people[id] }),
        }),
      });
      server.removeAllListeners("request").on("request", provider.callback());
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Signs in at the provider's own pages, as the one that people there call `name`. */
export async function signInAtProvider(page: Page, name: string) {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  const allow = page.getByRole("button", { name: "Continue" });
  await allow.click();
  // A window that was opened for this closes by itself, as soon as it has told.
  await expect.poll(() => (page.isClosed() ? 0 : allow.count().catch(() => 0))).toBe(0);
}
