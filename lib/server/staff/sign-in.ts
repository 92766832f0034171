import "server-only";
import { ok } from "@/lib/result";
import { act } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { isAppCode } from "@/lib/staff/code";
import { answerOf, refusal, waitToSignIn } from "./answer";
import { sessionCookie } from "./auth";
import type { Browser } from "./browser";
import { codeCounter, signInCounters } from "./counters";
import { tidyEmail } from "./email";
import type { Visitor } from "./guard";
import { hashTurns } from "./hash-turns";
import { tokenHash } from "./hashed-tokens";
import { knownDevice, rememberDevice } from "./known-device";
import { keptRecoveryCode } from "./recovery-codes";
import { countRefusal } from "./refusals";
import { findSignedIn, tokenOf } from "./sessions";
import type { StaffServices } from "./staff-services";
import { forgetTries, giveBack, isFirstUse, takeTry, usedCode } from "./throttle";

/** When more strangers try passwords than can be looked at. */
const busySeconds = 2;

/**
 * Email and password. Whoever has set up a second factor is not in yet: that is the next step, in
 * the same browser. An unknown address takes the same work and gets the same answer.
 */
export async function signIn(
  input: { email: string; password: string },
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<SignInStep>> {
  if (!services.ways.password) return refusal("sign-in-refused");
  const email = tidyEmail(input.email);
  const asker = knownDevice(visitor.browser, email, services) ? "known" : "stranger";
  if (asker === "stranger" && hashTurns().isFull()) return waitToSignIn(busySeconds);
  const { shared, own } = signInCounters(email, visitor, services);
  const wait = await takeTry([...shared, own], services);
  if (wait > 0) return waitToSignIn(wait);

  const auth = await services.auth();
  const answer = await hashTurns().as(asker, () =>
    answerOf(
      auth.api.signInEmail({
        body: { email, password: input.password },
        headers: visitor.browser.headers,
        returnHeaders: true,
      }),
    ),
  );
  if (!answer.ok) return refuse("sign-in", email, services);

  const { headers, response } = answer.value;
  if (!response.token) {
    // The tries stay counted until the second step is done: the password alone proves too little.
    await leave(visitor.browser, services);
    visitor.browser.takeCookies(headers);
    return ok({ step: "second-factor" });
  }
  return welcomeWithPassword({ headers, token: response.token }, email, visitor, services);
}

/**
 * The second step: six digits from the authenticator app, or one recovery code.
 *
 * @param code tidy
 */
export async function confirmSecondFactor(
  code: string,
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<SignInStep>> {
  const { api } = await services.auth();
  const headers = withoutSession(visitor.browser, services);
  const { pending } = await api.pendingSecondFactor({ headers });
  if (!pending) return refusal("signed-out");

  const counter = codeCounter(pending.email, visitor, services);
  const wait = await takeTry([counter], services);
  if (wait > 0) return waitToSignIn(wait);

  const isDigits = isAppCode(code);
  const call = { headers, returnHeaders: true } as const;
  const answer = await answerOf(
    isDigits
      ? api.verifyTOTP({ ...call, body: { code } })
      : api.verifyBackupCode({ ...call, body: { code: keptRecoveryCode(code) } }),
  );
  if (!answer.ok) {
    if (!/^INVALID_(CODE|BACKUP_CODE)$/.test(answer.error)) return refusal("signed-out");
    return refuse("second-factor", pending.email, services);
  }

  const { token } = answer.value.response;
  if (!token) return refusal("signed-out");
  if (isDigits && !(await isFirstUse(usedCode(pending.id, code), services))) {
    await endByToken(services.db, token);
    return refuse("second-factor", pending.email, services);
  }
  await forgetTries(counter, services);
  const { headers: given } = answer.value;
  return welcomeWithPassword({ headers: given, token }, pending.email, visitor, services);
}

/** All that was asked for was right: none of it counts as a miss. */
async function welcomeWithPassword(
  session: Parameters<typeof welcome>[0],
  email: string,
  visitor: Visitor,
  services: StaffServices,
) {
  for (const counter of signInCounters(email, visitor, services).shared) {
    await giveBack(counter, services);
  }
  return welcome(session, visitor, services);
}

/**
 * The end of every way in: ends what this browser was signed in with before, hands it the new
 * session, forgives its tries and remembers it.
 */
export async function welcome(
  { headers, token }: { headers: Headers; token: string },
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<SignInStep>> {
  const signedIn = await findSignedIn(token, services);
  if (!signedIn) return refusal("sign-in-refused");
  const { staff } = signedIn;

  await forgetTries(signInCounters(staff.email, visitor, services).own, services);
  // Nobody has its cookie before this is written.
  const before = tokenAt(visitor.browser, services);
  const deed = { action: "sign-in", outcome: "ok" } as const;
  await act(byStaff(staff, services), deed, (tx) => endByToken(tx, before)).catch(async (error) => {
    await endByToken(services.db, token);
    throw error;
  });
  visitor.browser.takeCookies(headers);
  rememberDevice(visitor.browser, staff.email, services);
  const { sessionId: _, ...shown } = staff;
  return ok({ step: "signed-in", staff: shown });
}

/**
 * Writes down that it failed, of whom if there is such a person, and tells the browser neither. What
 * strangers try at nobody's account is counted only.
 */
export async function refuse(
  action: "sign-in" | "second-factor",
  email: string | null,
  services: StaffServices,
): Promise<ActionResult<never>> {
  const meant = await services.db
    .selectFrom("staff")
    .select("id")
    .where("email", "=", email ?? "")
    .executeTakeFirst();
  if (meant) return refuseStaff(action, meant.id, services);
  await countRefusal(action, services);
  return refusal("sign-in-refused");
}

/** As `refuse`, for one of the staff. */
export async function refuseStaff(
  action: "sign-in" | "second-factor",
  subject: string,
  { audit }: StaffServices,
): Promise<ActionResult<never>> {
  await audit({ action, outcome: "sign-in-refused", staff: null, subject });
  return refusal("sign-in-refused");
}

/** Ends the session that this browser has, whoever's it is. */
export async function leave(browser: Browser, services: StaffServices): Promise<void> {
  await endByToken(services.db, tokenAt(browser, services));
}

/** What this browser is signed in with; null: nothing. */
export function tokenAt(browser: Browser, { appUrl }: Pick<StaffServices, "appUrl">) {
  const cookie = browser.readCookie(sessionCookie(appUrl));
  return cookie ? tokenOf(cookie) : null;
}

/** Ends the session with this token, whoever's it is, if there is one. */
export async function endByToken(db: Database, token: string | null): Promise<void> {
  if (token === null) return;
  await db.deleteFrom("staff_sessions").where("token", "=", tokenHash(token)).execute();
}

/** Else a code would be held against who is still signed in here, not against who is coming. */
function withoutSession(browser: Browser, { appUrl }: StaffServices): Headers {
  const headers = new Headers(browser.headers);
  const kept = (headers.get("cookie") ?? "")
    .split(/;\s*/)
    .filter((cookie) => !cookie.startsWith(`${sessionCookie(appUrl)}=`));
  headers.set("cookie", kept.join("; "));
  return headers;
}
