import "server-only";
import { z } from "zod";
import type { StaffId } from "@/lib/ids";
import { ok } from "@/lib/result";
import type { Tx } from "@/lib/server/act";
import type { Ctx, From } from "@/lib/server/context";
import type { Vault } from "@/lib/server/db/seal";
import { newToken } from "@/lib/server/token";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { isAppCode } from "@/lib/staff/code";
import { readSealed, type SealedCookie, setSealed } from "./browser";
import { codeCounter, signInCounters } from "./counters";
import { refusal, waitToSignIn } from "./failures";
import { knownDevice } from "./known-device";
import { letIn, refuse, refuseStaff } from "./let-in";
import { findActive, findPassword, tidyEmail } from "./members";
import { hashTurns, isPassword } from "./password-hash";
import { findSecondFactor, isCodeOfApp, spendRecoveryCode } from "./second-factor";
import { endByToken, forgetToken, tokenAt } from "./sign-ins";
import { forgetTries, giveBack, isFirstUse, takeTry } from "./throttle";

/** When more strangers try passwords than can be looked at. */
const busySeconds = 2;

/**
 * Who has given the password in this browser, and is asked for a code. It is good for one sign-in
 * (`once`), and no longer than that password (`password`: its mark).
 */
const secondStep: SealedCookie<{ staffId: string; password: string; once: string }> = {
  name: "desk-second-step",
  purpose: "second-step",
  seconds: 10 * 60,
  schema: z.object({ staffId: z.string(), password: z.string(), once: z.string() }),
};

/**
 * Email and password. Whoever has set up a second factor is not in yet: that is the next step, in
 * the same browser. An unknown address takes the same work and gets the same answer.
 */
export async function signIn(
  ctx: Ctx,
  input: { email: string; password: string },
  from: From,
): Promise<ActionResult<SignInStep>> {
  const { db, vault } = ctx;
  if (!ctx.env.signIn.password) return refusal("sign-in-refused");
  const email = tidyEmail(input.email);
  const asker = knownDevice(from.browser, email, vault) ? "known" : "stranger";
  if (asker === "stranger" && hashTurns().isFull()) return waitToSignIn(busySeconds);
  const { shared, own } = signInCounters(email, from, vault);
  const wait = await takeTry([...shared, own], ctx);
  if (wait > 0) return waitToSignIn(wait);

  const staff = await findActive(db, { email });
  const kept = staff && (await findPassword(db, staff.id));
  const isRight = await hashTurns().as(asker, () => isPassword(input.password, kept));
  if (!staff || !isRight) return refuse(ctx, "sign-in", email);

  if (await findSecondFactor(ctx, staff.id)) {
    // The tries stay counted until the second step is done: the password alone proves too little.
    await endByToken(db, tokenAt(from.browser));
    forgetToken(from.browser);
    const begun = { staffId: staff.id, password: markOf(vault, kept), once: newToken() };
    setSealed(secondStep, begun, from.browser, vault);
    return ok({ step: "second-factor" });
  }
  return welcome(ctx, { staffId: staff.id, method: "password", email }, from);
}

/** The second step: six digits from the authenticator app, or one recovery code. @param input tidy */
export async function confirmSecondFactor(
  ctx: Ctx,
  { code }: { code: string },
  from: From,
): Promise<ActionResult<SignInStep>> {
  const pending = readSealed(secondStep, from.browser, ctx.vault);
  const staff = pending && (await findActive(ctx.db, { id: pending.staffId }));
  const factor = staff && (await findSecondFactor(ctx, staff.id));
  if (!factor) return refusal("signed-out");
  const kept = await findPassword(ctx.db, staff.id);
  if (pending.password !== markOf(ctx.vault, kept)) return refusal("signed-out");

  const { id: staffId, email } = staff;
  const counter = codeCounter(email, from, ctx.vault);
  const wait = await takeTry([counter], ctx);
  if (wait > 0) return waitToSignIn(wait);

  const isRight = isAppCode(code)
    ? await isCodeOfApp(ctx, { staffId, secret: factor.secret, code })
    : factor.hasRecoveryCode(code);
  if (!isRight) return refuseStaff(ctx, "second-factor", staffId);
  const which = pending.once;
  if (!(await isFirstUse({ what: secondStep.purpose, which }, ctx))) return refusal("signed-out");

  await forgetTries(counter, ctx);
  const spend = async (tx: Tx) =>
    isAppCode(code) || spendRecoveryCode(tx, ctx.vault, staffId, code);
  const step = await welcome(ctx, { staffId, method: "second-factor", email, spend }, from);
  if (step.ok) from.browser.removeCookie(secondStep);
  return step;
}

/** Tells one password of somebody from the next. @param kept its hash */
function markOf(vault: Vault, kept: string | null): string {
  return vault.fingerprint(secondStep.purpose, kept ?? "");
}

type Welcomed = Parameters<typeof letIn>[1] & { email: string; staffId: StaffId };

/** All that was asked for was right: none of it counts as a miss. */
async function welcome(ctx: Ctx, { email, ...guest }: Welcomed, from: From) {
  for (const counter of signInCounters(email, from, ctx.vault).shared) await giveBack(counter, ctx);
  return letIn(ctx, guest, from);
}
