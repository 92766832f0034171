import "server-only";
import { env } from "@/lib/server/env";
import type {
  Account,
  OpenInvitation,
  Passkey,
  SignedInPlace,
  SignInWays,
  StaffMember,
} from "@/lib/staff/staff";
import { sessionSeconds } from "./auth";
import { deviceWords } from "./device-words";
import { lacksSecondFactor, readSignedIn, type Staff } from "./guard";
import { signInWays } from "./sign-in-ways";
import { type StaffServices, staffServices } from "./staff-services";

/** What the sign-in page offers. */
export async function loadSignInWays(): Promise<SignInWays> {
  const { appUrl, signIn } = env();
  return signInWays(appUrl, signIn);
}

/** Who uses this browser, for frames that look alike either way; null when nobody does. No guard. */
export async function loadSignedIn(): Promise<Staff | null> {
  return (await readSignedIn())?.staff ?? null;
}

/** All that `/staff` shows. */
export async function loadStaff(by: Staff): Promise<{
  members: StaffMember[];
  invitations: OpenInvitation[];
  places: SignedInPlace[];
}> {
  const services = await staffServices();
  const [members, invitations, places] = await Promise.all([
    listMembers(services),
    listInvitations(services),
    listPlaces(by, services),
  ]);
  return { members, invitations, places };
}

/** All that `/account` shows. */
export async function loadAccount({ sessionId, ...staff }: Staff): Promise<Account> {
  const services = await staffServices();
  const row = await services.db
    .selectFrom("staff")
    .select("twoFactorEnabled")
    .where("id", "=", staff.id)
    .executeTakeFirst();
  const signedIn = await readSignedIn();
  const hasPassword = services.ways.password && (await isPasswordKept(staff.id, services));
  return {
    staff,
    hasPassword,
    hasSecondFactor: Boolean(row?.twoFactorEnabled),
    mustSetUpSecondFactor: signedIn !== null && (await lacksSecondFactor(signedIn)),
    canHavePasskeys: hasPassword && signInWays(services.appUrl, services.ways).passkey,
    passkeys: await listPasskeys(staff.id, services),
    places: await listPlaces({ ...staff, sessionId }, services, staff.id),
  };
}

async function isPasswordKept(staffId: string, { db }: StaffServices): Promise<boolean> {
  const row = await db
    .selectFrom("staff_accounts")
    .select("id")
    .where("userId", "=", staffId)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  return row !== undefined;
}

/** Everybody, those in use first, by name. */
export async function listMembers({ db }: Pick<StaffServices, "db">): Promise<StaffMember[]> {
  const rows = await db
    .selectFrom("staff")
    .select(["id", "name", "email", "role", "deactivatedAt", "isDemo", "twoFactorEnabled"])
    .select("createdAt")
    .orderBy("name")
    .execute();
  const members = rows.map(({ twoFactorEnabled, createdAt, isDemo, ...row }) => ({
    ...row,
    isDemo: isDemo === 1,
    hasSecondFactor: Boolean(twoFactorEnabled),
    joinedAt: isoTime(createdAt),
  }));
  return members.sort(
    (a, b) => Number(a.deactivatedAt !== null) - Number(b.deactivatedAt !== null),
  );
}

async function listInvitations({ db, now }: StaffServices): Promise<OpenInvitation[]> {
  const rows = await db
    .selectFrom("one_time_addresses")
    .select(["id", "email", "name", "role", "expires_at"])
    .where("kind", "=", "invitation")
    .where("expires_at", ">", now().toISOString())
    .orderBy("expires_at", "desc")
    .execute();
  return rows.map(({ id, email, name, role, expires_at }) => ({
    id,
    email: email ?? "",
    name: name ?? "",
    role: role ?? "desk",
    expiresAt: expires_at,
  }));
}

/** Browsers that somebody can go on with. @param staffId only theirs */
export async function listPlaces(
  by: Staff,
  { db, clinic, now }: Pick<StaffServices, "db" | "clinic" | "now">,
  staffId: string | null = null,
): Promise<SignedInPlace[]> {
  const { signOutAfterMinutes } = await clinic();
  const ago = (seconds: number) => new Date(now().getTime() - seconds * 1000).toISOString();
  const rows = await db
    .selectFrom("staff_sessions")
    .innerJoin("staff", "staff.id", "staff_sessions.userId")
    .select(["staff_sessions.id", "userId", "staff.name", "userAgent", "activeAt"])
    .select("staff_sessions.createdAt")
    .where("activeAt", ">", ago(signOutAfterMinutes * 60))
    .where("staff.deactivatedAt", "is", null)
    .$if(staffId !== null, (query) => query.where("userId", "=", staffId ?? ""))
    .orderBy("activeAt", "desc")
    .execute();
  return rows
    .map(({ id, userId, name, userAgent, activeAt, createdAt }) => ({
      id,
      staffId: userId,
      staffName: name,
      device: deviceWords(userAgent),
      since: isoTime(createdAt),
      activeAt,
      isHere: id === by.sessionId,
    }))
    .filter(({ since }) => since > ago(sessionSeconds));
}

async function listPasskeys(staffId: string, { db }: StaffServices): Promise<Passkey[]> {
  const rows = await db
    .selectFrom("staff_passkeys")
    .select(["id", "name", "createdAt"])
    .where("userId", "=", staffId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ id, name, createdAt }) => ({
    id,
    name: name ?? "Passkey",
    addedAt: isoTime(createdAt ?? 0),
  }));
}

/** One engine gives a Date, the other a text. */
function isoTime(time: Date | string | number): string {
  return new Date(time).toISOString();
}
