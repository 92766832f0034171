import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { ActionResult } from "@/lib/sessions/actions";
import type { QrCode } from "@/lib/sessions/session";
import type { Proof } from "./proof";
import type { SignedInStaff, StaffRole } from "./staff";

/** What a sign-in led to: done, or a code from the authenticator app is still asked for. */
export type SignInStep = { step: "signed-in"; staff: SignedInStaff } | { step: "second-factor" };

/**
 * What a one-time address is for.
 *
 * - `first-administrator`: printed at the first start; asks for name, email and (as all but the
 *   demo, unless only single sign-on is in use) for a password
 * - `demo`: printed when the sandbox runs; signs a demo clerk in without asking anything
 * - `invitation`: made by an administrator for one person; asks for a password
 * - `new-password`: made by an administrator for a colleague who forgot theirs
 */
export type OneTimeAddress =
  | { kind: "first-administrator"; asksPassword: boolean }
  | { kind: "demo" }
  | { kind: "invitation"; email: string; name: string; role: StaffRole; asksPassword: boolean }
  | { kind: "new-password"; email: string; name: string };

/** The actions of the sign-in and set-up pages; anyone may call them. Inputs: `./schema`. */
export type SignIn = (input: unknown) => Promise<ActionResult<SignInStep>>;
export type ConfirmSecondFactor = (input: unknown) => Promise<ActionResult<SignInStep>>;
export type ReadOneTimeAddress = (token: unknown) => Promise<ActionResult<OneTimeAddress>>;
export type UseOneTimeAddress = (input: unknown) => Promise<ActionResult<SignInStep>>;
/** For `startAuthentication` of @simplewebauthn/browser; its answer goes to `SignInWithPasskey`. */
export type StartPasskeySignIn = () => Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>;
export type SignInWithPasskey = (response: unknown) => Promise<ActionResult<SignInStep>>;
/** The provider's page, to go to with `location.assign`. */
export type StartSingleSignOn = () => Promise<ActionResult<{ url: string }>>;

/** An address to copy, shown once. */
export type AddressToCopy = { address: string; expiresAt: string };

/** The actions of `/staff`, for administrators. */
export type InviteStaff = (input: unknown, proof?: Proof) => Promise<ActionResult<AddressToCopy>>;
export type MakeNewPasswordAddress = (
  staffId: unknown,
  proof?: Proof,
) => Promise<ActionResult<AddressToCopy>>;
/** Withdraws an invitation, ends a session or deactivates: by id. */
export type ChangeById = (id: unknown) => Promise<ActionResult<null>>;
export type ChangeRole = (input: unknown, proof?: Proof) => Promise<ActionResult<null>>;
export type ReactivateStaff = (id: unknown, proof?: Proof) => Promise<ActionResult<null>>;

/** What an authenticator app is given, and codes for when the phone is lost. Shown once. */
export type SecondFactorSetUp = {
  /** `otpauth://…`, as the code holds it. */
  uri: string;
  /** To type where no camera is. */
  secret: string;
  qr: QrCode;
  recoveryCodes: string[];
};

/** The actions of `/account`. */
export type ChangePassword = (input: unknown) => Promise<ActionResult<null>>;
export type StartSecondFactor = (input: unknown) => Promise<ActionResult<SecondFactorSetUp>>;
export type FinishSecondFactor = (input: unknown) => Promise<ActionResult<null>>;
export type StopSecondFactor = (nothing: undefined, proof?: Proof) => Promise<ActionResult<null>>;
export type MakeRecoveryCodes = (
  input: unknown,
) => Promise<ActionResult<{ recoveryCodes: string[] }>>;
/** For `startRegistration` of @simplewebauthn/browser; its answer goes to `AddPasskey`. */
export type StartPasskey = (
  input: unknown,
) => Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>>;
export type AddPasskey = (input: unknown) => Promise<ActionResult<null>>;
