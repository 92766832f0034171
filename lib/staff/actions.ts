import type { ActionResult } from "@/lib/sessions/actions";
import type { SignedInStaff, StaffRole } from "./staff";

/** What a sign-in led to: done, or a code from the authenticator app is still asked for. */
export type SignInStep = { step: "signed-in"; staff: SignedInStaff } | { step: "second-factor" };

/**
 * What a one-time address is for.
 *
 * - `first-administrator`: printed at the first start
 * - `demo`: printed when the sandbox runs; signs a demo clerk in without asking anything
 * - `invitation`: made by an administrator for one person
 */
export type OneTimeAddress =
  | { kind: "first-administrator" }
  | { kind: "demo" }
  | { kind: "invitation"; email: string; name: string; role: StaffRole };

/** The actions of the sign-in and set-up pages; anyone may call them. */
export type SignIn = (input: unknown) => Promise<ActionResult<SignInStep>>;
export type ConfirmSecondFactor = (input: unknown) => Promise<ActionResult<SignInStep>>;
export type ReadOneTimeAddress = (token: unknown) => Promise<ActionResult<OneTimeAddress>>;
export type UseOneTimeAddress = (input: unknown) => Promise<ActionResult<SignInStep>>;
