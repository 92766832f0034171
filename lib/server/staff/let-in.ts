import "server-only";
import { randomUUID } from "node:crypto";
import { type StaffId, signInId } from "@/lib/ids";
import { ok } from "@/lib/result";
import { act, note, type Tx } from "@/lib/server/act";
import type { Ctx, From } from "@/lib/server/context";
import type { SignInMethod } from "@/lib/server/db/schema";
import { newToken } from "@/lib/server/token";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { signInCounters } from "./counters";
import { refusal } from "./failures";
import { rememberDevice } from "./known-device";
import { findActive, findIdByEmail } from "./members";
import { countRefusal } from "./refusals";
import { addSignIn, endByToken, giveToken, tokenAt } from "./sign-ins";
import { forgetTries } from "./throttle";

type Guest = {
  staffId: StaffId;
  method: SignInMethod;
  /** What is used up with the sign-in; false: it was gone. */
  spend?: (tx: Tx) => Promise<boolean>;
};

/**
 * The end of every way in: ends what this browser was signed in with before, hands it the new
 * sign-in, forgives its tries and remembers it. An account that is shut lets nobody in.
 */
export async function letIn(
  ctx: Ctx,
  { staffId, method, spend = async () => true }: Guest,
  from: From,
): Promise<ActionResult<SignInStep>> {
  const { browser } = from;
  const id = signInId(randomUUID());
  const token = newToken();
  const before = tokenAt(browser);
  const userAgent = browser.headers.get("user-agent");
  const actor = { kind: "staff", staffId, signInId: id } as const;
  const staff = await act(
    { ...ctx, actor },
    (found: { id: StaffId } | null) => (found ? { action: "sign-in", outcome: "ok" } : null),
    async (tx) => {
      const found = await findActive(tx, { id: staffId });
      if (!found || !(await spend(tx))) return null;
      await endByToken(tx, before);
      await addSignIn(tx, { id, token, staffId, method, userAgent }, ctx.now());
      return found;
    },
  );
  if (!staff) return refuseStaff(ctx, "sign-in", staffId);

  const { isDemo: _, ...shown } = staff;
  await forgetTries(signInCounters(staff.email, from, ctx.vault).own, ctx);
  giveToken(browser, token);
  rememberDevice(browser, staff.email, ctx.vault);
  return ok({ step: "signed-in", staff: shown });
}

/**
 * Writes down that it failed, of whom if there is such a person, and tells the browser neither. What
 * strangers try at nobody's account is counted only.
 */
export async function refuse(
  ctx: Ctx,
  action: "sign-in" | "second-factor",
  email: string | null,
): Promise<ActionResult<never>> {
  const meant = email === null ? null : await findIdByEmail(ctx.db, email);
  if (meant) return refuseStaff(ctx, action, meant);
  await countRefusal(ctx, action);
  return refusal("sign-in-refused");
}

/** As `refuse`, for one of the staff. */
export async function refuseStaff(
  ctx: Ctx,
  action: "sign-in" | "second-factor",
  subject: StaffId,
): Promise<ActionResult<never>> {
  await note(ctx, { action, outcome: "sign-in-refused", subject });
  return refusal("sign-in-refused");
}
