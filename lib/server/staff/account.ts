import "server-only";
import { ok } from "@/lib/result";
import { act, announced } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import { qrCode } from "@/lib/server/qr";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SecondFactorSetUp } from "@/lib/staff/actions";
import { answerOf, badField, okOrRefused, refusal, waitToSignIn } from "./answer";
import type { Browser } from "./browser";
import { ownCounter } from "./counters";
import type { Staff } from "./guard";
import { hashTurns } from "./hash-turns";
import { passwordProblem } from "./password-rules";
import type { StaffServices } from "./staff-services";
import { forgetTries, isFirstUse, takeTry, usedCode } from "./throttle";

const notTheirs = "This is not your password.";

/** Every other session of theirs ends; this one goes on under a new token. */
export async function changePassword(
  input: { currentPassword: string; newPassword: string },
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const { name: clinicName } = await services.clinic();
  const problem = passwordProblem(input.newPassword, { ...staff, clinicName });
  if (problem) return badField("newPassword", problem);

  const { api } = await services.auth();
  const body = { ...input, revokeOtherSessions: true };
  return asOwner("currentPassword", staff, services, async () => {
    const deed = { action: "password-changed", subject: staff.id } as const;
    const answer = await announced(byStaff(staff, services), deed, okOrRefused, () =>
      answerOf(api.changePassword({ body, headers: browser.headers, returnHeaders: true })),
    );
    if (!answer.ok) return answer;
    browser.takeCookies(answer.value.headers);
    return ok(null);
  });
}

/** Makes a secret for the authenticator app; it counts once a code of it was shown. */
export async function startSecondFactor(
  password: string,
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<SecondFactorSetUp>> {
  const { api } = await services.auth();
  const { name: issuer } = await services.clinic();
  return asOwner("password", staff, services, async () => {
    const body = { password, issuer, method: "totp" } as const;
    const answer = await answerOf(api.enableTwoFactor({ body, headers: browser.headers }));
    if (!answer.ok) return answer;
    if (answer.value.method !== "totp") throw new Error("Asked for TOTP and got something else.");
    const { totpURI: uri, backupCodes: recoveryCodes } = answer.value;
    const secret = new URL(uri).searchParams.get("secret") ?? "";
    return ok({ uri, secret, qr: qrCode(uri), recoveryCodes });
  });
}

/** Switches the second factor on. Other sessions of theirs, which had none, end. */
export async function finishSecondFactor(
  code: string,
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const wait = await takeTry([ownCounter(staff.id)], services);
  if (wait > 0) return waitToSignIn(wait);

  const { api } = await services.auth();
  const call = { body: { code }, headers: browser.headers, returnHeaders: true } as const;
  const deed = { action: "second-factor-on", subject: staff.id } as const;
  const answer = await announced(byStaff(staff, services), deed, okOrRefused, () =>
    answerOf(api.verifyTOTP(call)),
  );
  if (!answer.ok) return badField("code", "This is not the code that the app shows now.");

  await forgetTries(ownCounter(staff.id), services);
  // Who looked on while it was entered cannot sign in with it.
  await isFirstUse(usedCode(staff.id, code), services);
  await services.db
    .deleteFrom("staff_sessions")
    .where("userId", "=", staff.id)
    .where("method", "!=", "second-factor")
    .execute();
  browser.takeCookies(answer.value.headers);
  return ok(null);
}

/** Switches the second factor off; where it is kept nothing of it is left. */
export async function stopSecondFactor(
  staff: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const deed = { action: "second-factor-off", outcome: "ok", subject: staff.id } as const;
  const off = services.engine === "sqlite" ? 0 : false;
  await act(byStaff(staff, services), deed, async (tx) => {
    await tx.deleteFrom("staff_second_factors").where("userId", "=", staff.id).execute();
    await tx
      .updateTable("staff")
      .set({ twoFactorEnabled: off })
      .where("id", "=", staff.id)
      .execute();
  });
  return ok(null);
}

/** Ten new ones; the old ones work no more. */
export async function makeRecoveryCodes(
  password: string,
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  const { api } = await services.auth();
  return asOwner("password", staff, services, async () => {
    const deed = { action: "recovery-codes-made", subject: staff.id } as const;
    const answer = await announced(byStaff(staff, services), deed, okOrRefused, () =>
      answerOf(api.generateBackupCodes({ body: { password }, headers: browser.headers })),
    );
    if (!answer.ok) return answer;
    return ok({ recoveryCodes: answer.value.backupCodes });
  });
}

type Attempt<T> = { ok: true; value: T } | { ok: false; error: string };

/**
 * Runs what asks for the password again: whoever sits there may not be who signed in, so tries are
 * counted.
 *
 * @param field where the form asks for it
 */
export async function asOwner<T>(
  field: string,
  staff: Staff,
  services: StaffServices,
  attempt: () => Promise<Attempt<T>>,
): Promise<ActionResult<T>> {
  const wait = await takeTry([ownCounter(staff.id)], services);
  if (wait > 0) return waitToSignIn(wait);
  const done = await hashTurns().as("known", attempt);
  if (done.ok) {
    await forgetTries(ownCounter(staff.id), services);
    return done;
  }
  if (/PASSWORD|CREDENTIAL/.test(done.error)) return badField(field, notTheirs);
  return refusal("staff-not-found");
}
