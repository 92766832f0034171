/** The little that the tests use of a package without types. */
declare module "oidc-provider" {
  import type { RequestListener } from "node:http";

  type Claims = { sub: string } & Record<string, string | boolean>;
  type Account = { accountId: string; claims: () => Promise<Claims> };

  export default class Provider {
    constructor(
      issuer: string,
      settings: {
        clients: {
          client_id: string;
          client_secret: string;
          redirect_uris: string[];
        }[];
        claims: Record<string, string[]>;
        conformIdTokenClaims: boolean;
        cookies: { keys: string[] };
        findAccount: (context: unknown, id: string) => Account;
      },
    );
    callback(): RequestListener;
  }
}
