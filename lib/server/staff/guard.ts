import "server-only";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { env } from "@/lib/server/env";
import type { SignedInStaff } from "@/lib/staff/staff";

/** Who is asking, at which PC. */
export type Staff = SignedInStaff & {
  /** Id of this PC's signed-in session, which is not its token. */
  sessionId: string;
};

const frontDesk: Staff = {
  id: "front-desk",
  name: "Front desk",
  email: "front-desk@example.com",
  role: "administrator",
  sessionId: "front-desk",
};

/**
 * Who calls this action or route handler: the first statement of each.
 * Fails for a request that another site's page sent, or that came under a name that is not ours
 * (a foreign name that resolves to this machine is how a web page reaches into a local network).
 */
export async function currentStaff(): Promise<Result<Staff, AppError>> {
  return isOurOwnPage(await headers(), env().hosts)
    ? ok(frontDesk)
    : fail({ kind: "not-our-page", requestId: null });
}

/** As `currentStaff`, for what only administrators may do. */
export async function currentAdministrator(): Promise<Result<Staff, AppError>> {
  const staff = await currentStaff();
  if (!staff.ok || staff.value.role === "administrator") return staff;
  return fail({ kind: "not-allowed", requestId: null });
}

/** As `requireStaff`, for pages that only administrators may open. */
export async function requireAdministrator(): Promise<Staff> {
  const staff = await requireStaff();
  if (staff.role !== "administrator") notFound();
  return staff;
}

/** Who opens this page: the first statement of each. Links from elsewhere may lead to a page. */
export async function requireStaff(): Promise<Staff> {
  const host = (await headers()).get("host");
  if (!env().hosts.includes(host ?? "")) notFound();
  return frontDesk;
}

/**
 * Whether the request was sent by a page of this app. Forwarded headers are not read:
 * anyone can send them.
 *
 * @param hosts the `Host` values that are ours
 */
export function isOurOwnPage(sent: Headers, hosts: readonly string[]): boolean {
  const host = sent.get("host") ?? "";
  if (!hosts.includes(host)) return false;

  const site = sent.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;

  const origin = sent.get("origin");
  return origin === null || (URL.canParse(origin) && new URL(origin).host === host);
}
