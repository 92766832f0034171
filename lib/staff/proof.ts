import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** How somebody shows again that it is they who sit there. Never with a PIN of ours. */
export type ProofWay = "password" | "passkey" | "single-sign-on";

/** What is asked before a strong act. */
export type ProofQuestion = {
  /** Those that this person has; none: nothing that they could show. */
  ways: ProofWay[];
  /** For `startAuthentication` of @simplewebauthn/browser; null where no passkey may answer. */
  passkey: PublicKeyCredentialRequestOptionsJSON | null;
  /** The provider's page, for who has neither password nor passkey. */
  providerUrl: string | null;
};

/** What is sent with the act, once more. With `single-sign-on` the provider's answer is in a cookie. */
export type Proof =
  | { way: "password"; password: string }
  | { way: "passkey"; answer: AuthenticationResponseJSON }
  | { way: "single-sign-on" };
