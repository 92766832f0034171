import "server-only";
import type { Ctx, StaffActor } from "@/lib/server/context";
import type {
  Account,
  OpenInvitation,
  Passkey,
  SignedInPlace,
  StaffMember,
} from "@/lib/staff/staff";
import { findPassword } from "./members";
import { findSecondFactor } from "./second-factor";
import { signInWays } from "./sign-in-ways";
import { signInSeconds } from "./sign-ins";

/** All that `/staff` shows. */
export async function loadStaff(ctx: Ctx<StaffActor>): Promise<{
  members: StaffMember[];
  invitations: OpenInvitation[];
  places: SignedInPlace[];
}> {
  const [members, invitations, places] = await Promise.all([
    listMembers(ctx),
    listInvitations(ctx),
    listPlaces(ctx),
  ]);
  return { members, invitations, places };
}

/** All that `/account` shows. */
export async function loadAccount(ctx: Ctx<StaffActor>): Promise<Account> {
  const { staffId } = ctx.actor;
  const ways = signInWays(ctx.env);
  const hasPassword = ways.password && (await findPassword(ctx.db, staffId)) !== null;
  return {
    hasPassword,
    hasSecondFactor: (await findSecondFactor(ctx, staffId)) !== null,
    canHavePasskeys: hasPassword && ways.passkey,
    passkeys: await listPasskeys(ctx),
    places: await listPlaces(ctx, { ofTheirs: true }),
  };
}

/** Everybody, those in use first, by name. */
export async function listMembers({ db }: Ctx): Promise<StaffMember[]> {
  const rows = await db
    .selectFrom("staff")
    .leftJoin("staff_second_factors as factor", "factor.userId", "staff.id")
    .select(["staff.id", "name", "email", "role", "deactivatedAt", "isDemo"])
    .select(["createdAt as joinedAt", "factor.id as factor"])
    .orderBy("name")
    .execute();
  const members = rows.map(({ factor, isDemo, ...row }) => ({
    ...row,
    isDemo: isDemo === 1,
    hasSecondFactor: factor !== null,
  }));
  return members.sort(
    (a, b) => Number(a.deactivatedAt !== null) - Number(b.deactivatedAt !== null),
  );
}

async function listInvitations({ db, now }: Ctx): Promise<OpenInvitation[]> {
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

/** Browsers that somebody can go on with; or only those of who asks. */
export async function listPlaces(
  { actor, db, clinic, now }: Ctx<StaffActor>,
  { ofTheirs = false } = {},
): Promise<SignedInPlace[]> {
  const ago = (seconds: number) => new Date(now().getTime() - seconds * 1000).toISOString();
  const rows = await db
    .selectFrom("staff_sessions")
    .innerJoin("staff", "staff.id", "staff_sessions.userId")
    .select(["staff_sessions.id", "userId as staffId", "staff.name as staffName", "userAgent"])
    .select(["staff_sessions.createdAt as since", "activeAt"])
    .where("activeAt", ">", ago(clinic.signOutAfterMinutes * 60))
    .where("staff_sessions.createdAt", ">", ago(signInSeconds))
    .where("staff.deactivatedAt", "is", null)
    .$if(ofTheirs, (query) => query.where("userId", "=", actor.staffId))
    .orderBy("activeAt", "desc")
    .execute();
  return rows.map(({ userAgent, ...row }) => ({
    ...row,
    device: deviceWords(userAgent),
    isHere: row.id === actor.signInId,
  }));
}

async function listPasskeys({ actor, db }: Ctx<StaffActor>): Promise<Passkey[]> {
  const rows = await db
    .selectFrom("staff_passkeys")
    .select(["id", "name", "createdAt"])
    .where("userId", "=", actor.staffId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ id, name, createdAt }) => ({
    id,
    name: name ?? "Passkey",
    addedAt: createdAt ?? new Date(0).toISOString(),
  }));
}

/** First match wins: most browsers also claim to be another. */
const browsers: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/\bWindows\b/, "Windows"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac(?:intosh| OS X)\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

/** A browser in words, such as "Chrome on Windows": enough to tell one's own PCs apart. */
export function deviceWords(userAgent: string | null): string {
  const browser = firstOf(browsers, userAgent) ?? "A browser";
  const system = firstOf(systems, userAgent);
  return system ? `${browser} on ${system}` : browser;
}

function firstOf(names: [RegExp, string][], userAgent: string | null): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
}
