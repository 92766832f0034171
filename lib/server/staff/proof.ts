import "server-only";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { ActionResult } from "@/lib/sessions/actions";
import type { Proof, ProofWay } from "@/lib/staff/proof";
import { asOwner } from "./account";
import { answerOf, refusal, waitToSignIn } from "./answer";
import type { Browser } from "./browser";
import { ownCounter } from "./counters";
import type { Staff } from "./guard";
import { askForPasskey, whoAnswered } from "./passkey-questions";
import { askProvider, hasProviderProof } from "./provider-proof";
import { signInWays } from "./sign-in-ways";
import type { StaffServices } from "./staff-services";
import { forgetTries, takeTry } from "./throttle";

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

type Asker = { staff: Staff; browser: Browser };

/**
 * Does a strong act once this person has shown anew that it is they who sit there; without that it
 * answers what to show, and nothing is done. A proof is good for this act, at this PC, once.
 */
export async function strongly<T>(
  act: StrongAct,
  given: Proof | undefined,
  asker: Asker,
  services: StaffServices,
  work: () => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const proven = await prove(act, given, asker, services);
  return proven.ok ? work() : proven;
}

async function prove(
  act: StrongAct,
  given: Proof | undefined,
  asker: Asker,
  services: StaffServices,
): Promise<Result<null, AppError>> {
  const { staff, browser } = asker;
  const has = await whatTheyHave(staff, services);
  // Beside the sandbox, where nothing is real and there is nothing to show.
  if (has.isDemo && services.ways.demo) return ok(null);

  const mark = markOf(act, staff, services);
  const question = () => ask(mark, has, asker, services);
  if (!given || !has.ways.includes(given.way)) return question();
  switch (given.way) {
    case "password": {
      const { api } = await services.auth();
      const body = { password: given.password };
      return asOwner("password", staff, services, async () => {
        const answer = await answerOf(api.verifyPassword({ body, headers: browser.headers }));
        return answer.ok ? ok(null) : answer;
      });
    }
    case "passkey": {
      const wait = await takeTry([ownCounter(staff.id)], services);
      if (wait > 0) return waitToSignIn(wait);
      const who = await whoAnswered(given.answer, mark, browser, services);
      if (who !== staff.id) return refusal("sign-in-refused");
      await forgetTries(ownCounter(staff.id), services);
      return ok(null);
    }
    case "single-sign-on":
      return (await hasProviderProof(mark, browser, services)) ? ok(null) : question();
  }
}

type Having = { ways: ProofWay[]; passkeys: string[]; isDemo: boolean };

/** The provider only stands in for who has nothing else. */
async function whatTheyHave({ id }: Staff, { db, ways, appUrl }: StaffServices): Promise<Having> {
  const staff = await db
    .selectFrom("staff")
    .select("isDemo")
    .where("id", "=", id)
    .executeTakeFirst();
  const password = await db
    .selectFrom("staff_accounts")
    .select("id")
    .where("userId", "=", id)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  const rows = await db
    .selectFrom("staff_passkeys")
    .select("credentialID")
    .where("userId", "=", id)
    .execute();
  const passkeys = signInWays(appUrl, ways).passkey ? rows.map((row) => row.credentialID) : [];
  const own: ProofWay[] = [];
  if (password && ways.password) own.push("password");
  if (passkeys.length > 0) own.push("passkey");
  if (own.length === 0 && ways.singleSignOn) own.push("single-sign-on");
  return { ways: own, passkeys, isDemo: staff?.isDemo === 1 };
}

async function ask(
  mark: string,
  { ways, passkeys }: Having,
  { staff, browser }: Asker,
  services: StaffServices,
): Promise<{ ok: false; error: AppError }> {
  const passkey = ways.includes("passkey")
    ? await askForPasskey(mark, passkeys, browser, services)
    : null;
  let providerUrl: string | null = null;
  if (ways.includes("single-sign-on")) {
    const started = await askProvider(mark, staff, browser, services);
    if (!started.ok) return started;
    providerUrl = started.value.url;
  }
  return fail({ kind: "proof-needed", requestId: null, ways, passkey, providerUrl });
}

/** Names this act of this person at this PC, and tells nothing of it. */
function markOf({ what, about }: StrongAct, staff: Staff, { vault }: StaffServices): string {
  return vault.fingerprint("strong-act", JSON.stringify([what, about, staff.id, staff.sessionId]));
}
