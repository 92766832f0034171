import "server-only";
import { z } from "zod";
import { ok } from "@/lib/result";
import { act, note } from "@/lib/server/act";
import type { Ctx, StaffActor, StaffFrom } from "@/lib/server/context";
import { qrCode } from "@/lib/server/qr";
import { newToken } from "@/lib/server/token";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SecondFactorSetUp } from "@/lib/staff/actions";
import { readSealed, type SealedCookie, setSealed } from "./browser";
import { ownCounter } from "./counters";
import { badField, refusal, waitToSignIn } from "./failures";
import { keepPassword } from "./members";
import { hashPassword, hashTurns } from "./password-hash";
import { passwordProblem } from "./password-rules";
import { asOwner, strongly } from "./proof";
import {
  isCodeOfApp,
  keepRecoveryCodes,
  keepSecondFactor,
  newAppSecret,
  newRecoveryCodes,
  removeSecondFactor,
} from "./second-factor";
import { endOtherSignIns, giveToken, renewSignIn, signInSeconds } from "./sign-ins";
import { forgetTries, takeTry } from "./throttle";

/** Every other sign-in of theirs ends; this one goes on under a new token. */
export async function changePassword(
  ctx: Ctx<StaffActor>,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  { staff, browser }: StaffFrom,
): Promise<ActionResult<null>> {
  const { email, name } = staff;
  const problem = passwordProblem(newPassword, { email, name, clinicName: ctx.clinic.name });
  if (problem) return badField("newPassword", problem);

  const { staffId, signInId } = ctx.actor;
  const action = "password-changed";
  const own = { field: "currentPassword", password: currentPassword, action } as const;
  return asOwner(ctx, own, async () => {
    const passwordHash = await hashTurns().as("known", () => hashPassword(newPassword));
    const token = newToken();
    await act(ctx, { action, outcome: "ok", subject: staffId }, async (tx) => {
      await keepPassword(tx, staffId, passwordHash);
      await endOtherSignIns(tx, ctx.actor);
      await renewSignIn(tx, signInId, { token });
    });
    giveToken(browser, token);
    return ok(null);
  });
}

/** What an authenticator app was given, until a code of it was shown. */
const secondFactorToBe: SealedCookie<{ staffId: string; secret: string; recoveryCodes: string[] }> =
  {
    name: "desk-second-factor",
    purpose: "second-factor-to-be",
    seconds: signInSeconds,
    schema: z.object({
      staffId: z.string(),
      secret: z.string(),
      recoveryCodes: z.array(z.string()),
    }),
  };

/** Makes a secret for the authenticator app; it counts once a code of it was shown. */
export async function startSecondFactor(
  ctx: Ctx<StaffActor>,
  { password }: { password: string },
  { staff, browser }: StaffFrom,
): Promise<ActionResult<SecondFactorSetUp>> {
  return asOwner(ctx, { field: "password", password }, async () => {
    const { secret, uri } = newAppSecret(ctx.clinic.name, staff.email);
    const recoveryCodes = newRecoveryCodes();
    const toBe = { staffId: ctx.actor.staffId, secret, recoveryCodes };
    setSealed(secondFactorToBe, toBe, browser, ctx.vault);
    return ok({ uri, secret, qr: qrCode(uri), recoveryCodes });
  });
}

/** Switches the second factor on. Other sign-ins of theirs, which had none, end. */
export async function finishSecondFactor(
  ctx: Ctx<StaffActor>,
  { code }: { code: string },
  { browser }: StaffFrom,
): Promise<ActionResult<null>> {
  const { staffId, signInId } = ctx.actor;
  const wait = await takeTry([ownCounter(staffId)], ctx);
  if (wait > 0) return waitToSignIn(wait);

  const deed = { action: "second-factor-on", subject: staffId } as const;
  const toBe = readSealed(secondFactorToBe, browser, ctx.vault);
  const isTheirs = toBe?.staffId === staffId;
  // Who looked on while it was entered cannot sign in with it: it is used now.
  if (!isTheirs || !(await isCodeOfApp(ctx, { staffId, secret: toBe.secret, code }))) {
    await note(ctx, { ...deed, outcome: "refused" });
    return badField("code", "This is not the code that the app shows now.");
  }

  await forgetTries(ownCounter(staffId), ctx);
  const token = newToken();
  await act(ctx, { ...deed, outcome: "ok" }, async (tx) => {
    await keepSecondFactor(tx, ctx.vault, { ...toBe, staffId });
    await renewSignIn(tx, signInId, { token, method: "second-factor" });
    await endOtherSignIns(tx, ctx.actor, ["second-factor"]);
  });
  giveToken(browser, token);
  browser.removeCookie(secondFactorToBe);
  return ok(null);
}

/** Switches the second factor off, for who shows anew that it is they who sit there. */
export async function stopSecondFactor(
  ctx: Ctx<StaffActor>,
  _input: undefined,
  from: StaffFrom,
): Promise<ActionResult<null>> {
  const { staffId } = ctx.actor;
  return strongly(ctx, { what: "stop-second-factor", about: staffId }, from, async () => {
    const deed = { action: "second-factor-off", outcome: "ok", subject: staffId } as const;
    await act(ctx, deed, (tx) => removeSecondFactor(tx, staffId));
    return ok(null);
  });
}

/** Ten new ones; the old ones work no more. */
export async function makeRecoveryCodes(
  ctx: Ctx<StaffActor>,
  { password }: { password: string },
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  const { staffId } = ctx.actor;
  const action = "recovery-codes-made";
  return asOwner(ctx, { field: "password", password, action }, async () => {
    const recoveryCodes = newRecoveryCodes();
    const made = await act(
      ctx,
      (isThere: boolean) => ({ action, outcome: isThere ? "ok" : "refused", subject: staffId }),
      (tx) => keepRecoveryCodes(tx, ctx.vault, staffId, recoveryCodes),
    );
    return made ? ok({ recoveryCodes }) : refusal("staff-not-found");
  });
}
