import "server-only";
import type { StaffId } from "@/lib/ids";
import { fail, ok, type Result } from "@/lib/result";
import { act, note, type Tx } from "@/lib/server/act";
import type { Ctx, From } from "@/lib/server/context";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { within } from "@/lib/server/within";
import type { ActionResult } from "@/lib/sessions/actions";
import { readSealed } from "./browser";
import { letIn } from "./let-in";
import {
  findByProvider,
  findIdByEmail,
  hasAdministrator,
  insertStaff,
  linkProvider,
  tidyEmail,
} from "./members";
import {
  askProvider,
  type Errand,
  errandCookie,
  hearProvider,
  type ProviderUser,
  patienceMs,
} from "./provider";
import { finishProof } from "./provider-proof";
import { countRefusal, hasLineOfItsOwn } from "./refusals";

/** Why the provider's word does not let somebody in. */
type NotLetIn =
  | "provider-gave-no-email"
  | "email-not-checked-by-provider"
  | "email-of-another-domain"
  | "no-administrator-yet"
  | "account-deactivated"
  | "account-not-joined"
  | "refused-by-provider"
  | "provider-answer-not-valid"
  | "provider-not-answering";

/** What the sign-in page is told of a way back that led nowhere. */
export const notLetIn = "/sign-in?error=single-sign-on";
const tooLate = "/sign-in?error=single-sign-on-not-answering";

/** The provider's page, to go to. */
export function startSingleSignOn(
  ctx: Ctx,
  _input: undefined,
  { browser }: From,
): Promise<ActionResult<{ url: string }>> {
  return askProvider(ctx, browser);
}

/**
 * The way back from the provider. Whatever is in its address, it leads to the desk, to the sign-in
 * page or, where it was for a proof, to the page that closes itself.
 *
 * @param search of that address
 */
export async function finishSingleSignOn(
  ctx: Ctx,
  search: string,
  from: From,
  patience = patienceMs,
): Promise<string> {
  const { browser } = from;
  const errand = readSealed(errandCookie, browser, ctx.vault);
  if (!errand || errand.state !== new URLSearchParams(search).get("state")) {
    // This browser was not on its way: that is nobody's try.
    ctx.log.warn({ event: "single_sign_on_refused", code: "not-on-its-way" });
    return notLetIn;
  }
  const heard = await hear(ctx, search, errand, patience);
  if (errand.proof) {
    const { at, proof } = errand;
    return finishProof(ctx, { at, ...proof }, heard, browser);
  }
  if (!heard.ok) return turnAway(ctx, heard.error);
  const joined = await join(ctx, heard.value);
  if (!joined.ok) return turnAway(ctx, { why: joined.error, email: heard.value.email });
  browser.removeCookie(errandCookie);
  const step = await letIn(ctx, { staffId: joined.value, method: "single-sign-on" }, from);
  return step.ok ? "/" : notLetIn;
}

/** Of whom the provider has spoken, where it did. */
type Refused = { why: NotLetIn; email: string | null };

/** Asks the provider who came, for so long and no longer. */
async function hear(
  ctx: Ctx,
  search: string,
  errand: Errand,
  patience: number,
): Promise<Result<ProviderUser & { email: string }, Refused>> {
  const heard = await within(patience, hearProvider(ctx, search, errand));
  if (!heard) return fail({ why: "provider-not-answering", email: null });
  if (!heard.ok) return fail({ why: heard.error, email: null });
  return believe(ctx.env.signIn.singleSignOn, heard.value);
}

/**
 * The provider is believed about addresses that it has checked and that are of the clinic's own
 * domains. Asked at each sign-in.
 */
export function believe(
  settings: SingleSignOnSettings | null,
  user: ProviderUser,
): Result<ProviderUser & { email: string }, Refused> {
  if (!user.email) return fail({ why: "provider-gave-no-email", email: null });
  const email = tidyEmail(user.email);
  if (!user.emailVerified) return fail({ why: "email-not-checked-by-provider", email });
  const isOurs = settings?.allowedDomains.includes(email.split("@").at(-1) ?? "");
  return isOurs ? ok({ ...user, email }) : fail({ why: "email-of-another-domain", email });
}

/** Whom of the staff the provider speaks of. Who comes for the first time joins. */
function join(
  ctx: Ctx,
  user: ProviderUser & { email: string },
): Promise<Result<StaffId, NotLetIn>> {
  let isNew = false;
  return act(
    ctx,
    (id: Result<StaffId, NotLetIn>) =>
      isNew && id.ok ? { action: "staff-joined", outcome: "ok", subject: id.value } : null,
    async (tx) => {
      const known = await findByProvider(tx, user);
      if (known?.isShut) return fail("account-deactivated");
      if (known?.isDemo) return fail("account-not-joined");
      // Else the first to come would be staff without anyone who can make an administrator.
      if (!known && !(await hasAdministrator(tx))) return fail("no-administrator-yet");
      isNew = known === null;
      const id = known?.id ?? (await addFromProvider(tx, user, ctx.now()));
      if (!known?.isLinked) await linkProvider(tx, id, user.sub);
      return ok(id);
    },
  );
}

/**
 * What somebody whom the provider sends for the first time becomes: as invited, else for the desk.
 * Where it gives no name they are called as in the invitation, else as their address begins.
 */
async function addFromProvider(
  tx: Tx,
  { email, name }: ProviderUser & { email: string },
  now: Date,
): Promise<StaffId> {
  const invitation = await tx
    .deleteFrom("one_time_addresses")
    .where("kind", "=", "invitation")
    .where("email", "=", email)
    .where("expires_at", ">", now.toISOString())
    .returning(["id", "role", "name"])
    .executeTakeFirst();
  const staff = {
    // What was written down of the invitation is then written of them.
    id: invitation?.id,
    email,
    name: name || invitation?.name || email.split("@", 1).join(""),
    role: invitation?.role ?? "desk",
  };
  return insertStaff(tx, staff, now);
}

/** Why, for the log and the audit trail: the page tells nobody. */
async function turnAway(ctx: Ctx, { why, email }: Refused): Promise<string> {
  ctx.log.warn({ event: "single_sign_on_refused", code: why });
  const subject = email && (await findIdByEmail(ctx.db, email));
  if (subject || hasLineOfItsOwn("single-sign-on", await countRefusal(ctx, "single-sign-on"))) {
    await note(ctx, { action: "sign-in", outcome: why, subject });
  }
  return why === "provider-not-answering" ? tooLate : notLetIn;
}
