import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import type { SingleSignOnSettings } from "@/lib/server/env";
import type { Browser } from "@/lib/server/staff/browser";
import { finishSingleSignOn, startSingleSignOn } from "@/lib/server/staff/single-sign-on";
import { type TestStaff, visitor } from "./test-staff";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>;

/** An OpenID provider on this computer, whose answers can leave out what others leave out. */
export async function startTestProvider() {
  const says = {
    /** What is said of who comes, beside what makes the token one. */
    claims: {} as Record<string, unknown>,
    nonce: "",
    /** Takes the question for tokens and never answers it. */
    hangs: false,
  };
  const server = createServer((request, response) => {
    const answer = (body: object) =>
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(body));
    if (request.url === "/.well-known/openid-configuration") {
      return answer({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    if (request.url === "/keys") {
      return answer({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256" }] });
    }
    if (says.hangs) return;
    const now = Math.floor(Date.now() / 1000);
    const always = { iss: issuer, aud: "desk", exp: now + 60, iat: now, nonce: says.nonce };
    const id_token = signed({ ...always, ...says.claims });
    return answer({ access_token: "of no use", token_type: "Bearer", id_token });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No free port");
  const issuer = `http://127.0.0.1:${address.port}`;
  const singleSignOn: SingleSignOnSettings = {
    ...{ issuer, clientId: "desk", clientSecret: "planted" },
    allowedDomains: ["clinic.example"],
  };

  /** Sends a browser to the provider. @returns the address that leads back */
  async function goThere(browser: Browser, desk: TestStaff): Promise<URL> {
    const started = await startSingleSignOn(desk, undefined, visitor(browser));
    if (!started.ok) throw new Error(started.error.kind);
    return signInThere(started.value.url, desk);
  }

  /** @param url the provider's page. @returns the address that leads back */
  function signInThere(url: string, desk: TestStaff): URL {
    const { searchParams } = new URL(url);
    says.nonce = searchParams.get("nonce") ?? "";
    const back = new URL(`${desk.env.appUrl}/api/auth/callback/oidc`);
    back.searchParams.set("state", searchParams.get("state") ?? "");
    back.searchParams.set("code", "once");
    return back;
  }

  /** Comes back by that address. @returns where it leads */
  function comeBackBy(back: URL, browser: Browser, desk: TestStaff, patience?: number) {
    return finishSingleSignOn(desk, back.search, visitor(browser), patience);
  }

  return { singleSignOn, says, goThere, signInThere, comeBackBy };
}

/** A JSON Web Token. Source: RFC 7515, RS256. */
function signed(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
}
