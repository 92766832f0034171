import "server-only";
import type { AuditAction } from "@/lib/audit/action";
import { fail } from "@/lib/result";
import { note } from "@/lib/server/act";
import type { Ctx, StaffActor, StaffFrom } from "@/lib/server/context";
import type { ActionResult } from "@/lib/sessions/actions";
import type { ClinicSettings } from "@/lib/settings/clinic";
import type { ProofWay } from "@/lib/staff/proof";
import { ownCounter } from "./counters";
import { badField, type Refusal, refusal, waitToSignIn } from "./failures";
import { findActive, findPassword } from "./members";
import { hashTurns, isPassword } from "./password-hash";
import { askProvider } from "./provider";
import { hasProviderProof } from "./provider-proof";
import { signInWays } from "./sign-in-ways";
import { forgetTries, takeTry } from "./throttle";
import { askForPasskey, passkeyIdsOf, whoAnswered } from "./webauthn";

type OwnPassword = {
  /** Where the form asks for it. */
  field: string;
  password: string;
  /** What is written down as refused where it is not theirs; without it nothing is. */
  action?: AuditAction;
};

/** Does what asks for the password again: somebody else may sit there now, so tries are counted. */
export async function asOwner<T>(
  ctx: Ctx<StaffActor>,
  { field, password, action }: OwnPassword,
  work: () => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const { staffId } = ctx.actor;
  const wait = await takeTry([ownCounter(staffId)], ctx);
  if (wait > 0) return waitToSignIn(wait);

  const kept = await findPassword(ctx.db, staffId);
  if (!(await hashTurns().as("known", () => isPassword(password, kept)))) {
    if (action) await note(ctx, { action, outcome: "refused", subject: staffId });
    return badField(field, "This is not your password.");
  }
  await forgetTries(ownCounter(staffId), ctx);
  return work();
}

/**
 * What nobody may do who only found an unlocked PC: it opens the desk to somebody for good, or makes
 * an account easier to get into.
 */
export type StrongAct = {
  what:
    | "invite-administrator"
    | "make-administrator"
    | "reactivate-administrator"
    | "make-new-password-address"
    | "stop-second-factor"
    | "stop-requiring-second-factor";
  /** To whom, or with which entries; a proof for one is none for another. */
  about: string;
};

/**
 * Does a strong act once this person has shown anew that it is they who sit there; without that it
 * answers what to show, and nothing is done. A proof is good for this act, at this PC, once.
 *
 * @param act null: what is done now is none
 */
export async function strongly<T>(
  ctx: Ctx<StaffActor>,
  act: StrongAct | null,
  from: StaffFrom,
  work: () => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  if (!act) return work();
  const { browser, proof } = from;
  const has = await whatTheyHave(ctx);
  // Beside the sandbox, where nothing is real and there is nothing to show.
  if (has.isDemo && ctx.env.signIn.demo) return work();

  const mark = markOf(ctx, act);
  if (!proof || !has.ways.includes(proof.way)) return ask(ctx, mark, has, from);
  switch (proof.way) {
    case "password":
      return asOwner(ctx, { field: "password", password: proof.password }, work);
    case "passkey": {
      const wait = await takeTry([ownCounter(ctx.actor.staffId)], ctx);
      if (wait > 0) return waitToSignIn(wait);
      const who = await whoAnswered(ctx, { response: proof.answer, about: mark }, browser);
      if (who !== ctx.actor.staffId) return refusal("sign-in-refused");
      await forgetTries(ownCounter(ctx.actor.staffId), ctx);
      return work();
    }
    case "single-sign-on":
      return (await hasProviderProof(ctx, mark, browser)) ? work() : ask(ctx, mark, has, from);
  }
}

/** What is strong about a change of the clinic's settings: that it asks for no second factor any more. */
export function strongChange(
  clinic: ClinicSettings,
  changes: { secondFactorRequired?: boolean | undefined },
): StrongAct | null {
  if (changes.secondFactorRequired !== false || !clinic.secondFactorRequired) return null;
  return { what: "stop-requiring-second-factor", about: JSON.stringify(changes) };
}

type Having = { ways: ProofWay[]; passkeys: string[]; isDemo: boolean };

/** The provider only stands in for who has nothing else. */
async function whatTheyHave({ actor, db, env }: Ctx<StaffActor>): Promise<Having> {
  const staff = await findActive(db, { id: actor.staffId });
  const offered = signInWays(env);
  const passkeys = offered.passkey ? await passkeyIdsOf(db, actor.staffId) : [];
  const own: ProofWay[] = [];
  if (offered.password && (await findPassword(db, actor.staffId)) !== null) own.push("password");
  if (passkeys.length > 0) own.push("passkey");
  if (own.length === 0 && offered.singleSignOn) own.push("single-sign-on");
  return { ways: own, passkeys, isDemo: staff?.isDemo ?? false };
}

async function ask(
  ctx: Ctx<StaffActor>,
  mark: string,
  { ways, passkeys }: Having,
  { browser }: StaffFrom,
): Promise<Refusal> {
  const passkey = ways.includes("passkey")
    ? await askForPasskey(ctx, { about: mark, allowed: passkeys }, browser)
    : null;
  let providerUrl: string | null = null;
  if (ways.includes("single-sign-on")) {
    const asked = await askProvider(ctx, browser, { mark, staffId: ctx.actor.staffId });
    if (!asked.ok) return asked;
    providerUrl = asked.value.url;
  }
  return fail({ kind: "proof-needed", requestId: null, ways, passkey, providerUrl });
}

/** Names this act of this person at this PC, and tells nothing of it. */
function markOf({ actor, vault }: Ctx<StaffActor>, { what, about }: StrongAct): string {
  const { staffId, signInId } = actor;
  return vault.fingerprint("strong-act", JSON.stringify([what, about, staffId, signInId]));
}
