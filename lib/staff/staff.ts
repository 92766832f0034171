/** What a member of staff may do: `desk` makes links, `administrator` also runs the clinic's desk. */
export type StaffRole = "desk" | "administrator";

/** Who is signed in, as pages may show it. */
export type SignedInStaff = { id: string; name: string; email: string; role: StaffRole };

/** One of the clinic's staff, as administrators see it. */
export type StaffMember = SignedInStaff & {
  /** When an administrator shut the account; null: it is in use. */
  deactivatedAt: string | null;
  /** The sandbox's clerk, who has no password. */
  isDemo: boolean;
  hasSecondFactor: boolean;
  joinedAt: string;
};

/** An open invitation. Its address was shown once and is not kept. */
export type OpenInvitation = {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  expiresAt: string;
};

/** A browser that somebody is signed in with. */
export type SignedInPlace = {
  /** Id of the sign-in, which is not its token. */
  id: string;
  staffId: string;
  staffName: string;
  /** In words, such as "Chrome on Windows". */
  device: string;
  since: string;
  activeAt: string;
  /** The browser that asks. */
  isHere: boolean;
};

export type Passkey = { id: string; name: string; addedAt: string };

/** What one member of staff sees of their own account. */
export type Account = {
  /** False for who signs in with single sign-on or is the demo clerk: nothing of the rest applies. */
  hasPassword: boolean;
  hasSecondFactor: boolean;
  /** Whether passkeys work at this app's address. */
  canHavePasskeys: boolean;
  passkeys: Passkey[];
  places: SignedInPlace[];
};

/** Which ways of signing in this clinic offers. */
export type SignInWays = {
  password: boolean;
  /** Whether passkeys work at the address of this app. */
  passkey: boolean;
  /** Host of the provider, such as "login.clinic.example"; null: none is set up. */
  singleSignOn: string | null;
  /** The sandbox runs: a start prints an address for a demo clerk. */
  demo: boolean;
};
