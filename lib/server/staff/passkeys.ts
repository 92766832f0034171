import "server-only";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import { ok } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import type { Ctx, From, StaffActor, StaffFrom } from "@/lib/server/context";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { addressCounter } from "./counters";
import { badField, refusal, waitToSignIn } from "./failures";
import { letIn, refuse } from "./let-in";
import { asOwner } from "./proof";
import { signInWays } from "./sign-in-ways";
import { takeTry } from "./throttle";
import { askForPasskey, madePasskey, orderPasskey, passkeyIdsOf, whoAnswered } from "./webauthn";

/** What a passkey is asked for at the sign-in page. */
const about = "sign-in";

/** What the browser's authenticator is asked to sign. It names nobody: the passkey says who it is. */
export async function startPasskeySignIn(
  ctx: Ctx,
  _input: undefined,
  { browser }: From,
): Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>> {
  if (!signInWays(ctx.env).passkey) return refusal("sign-in-refused");
  return ok(await askForPasskey(ctx, { about, allowed: [] }, browser));
}

/** A signature cannot be guessed, so only answers that are wrong are counted, and keep nobody waiting. */
export async function signInWithPasskey(
  ctx: Ctx,
  response: AuthenticationResponseJSON,
  from: From,
): Promise<ActionResult<SignInStep>> {
  if (!signInWays(ctx.env).passkey) return refusal("sign-in-refused");
  const staffId = await whoAnswered(ctx, { response, about }, from.browser);
  if (staffId !== null) return letIn(ctx, { staffId, method: "passkey" }, from);
  const wait = await takeTry([addressCounter("passkey", from)], ctx);
  return wait > 0 ? waitToSignIn(wait) : refuse(ctx, "sign-in", null);
}

/** Asks for the password: with a passkey somebody else could come back. */
export async function startPasskey(
  ctx: Ctx<StaffActor>,
  { password }: { password: string },
  { staff, browser }: StaffFrom,
): Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>> {
  if (!signInWays(ctx.env).passkey) return refusal("staff-not-found");
  return asOwner(ctx, { field: "password", password }, async () => {
    const { staffId } = ctx.actor;
    const known = await passkeyIdsOf(ctx.db, staffId);
    return ok(await orderPasskey(ctx, { id: staffId, email: staff.email, known }, browser));
  });
}

export async function addPasskey(
  ctx: Ctx<StaffActor>,
  { name, response }: { name: string; response: RegistrationResponseJSON },
  { browser }: StaffFrom,
): Promise<ActionResult<null>> {
  const { staffId } = ctx.actor;
  const deed = { action: "passkey-added", subject: staffId } as const;
  const made = await madePasskey(ctx, { response, owner: staffId }, browser);
  const isAdded = await act(
    ctx,
    (isNew: boolean) => ({ ...deed, outcome: isNew ? "ok" : "refused" }),
    async (tx) => {
      // An id says whose passkey answers, so nobody may bring one that a colleague has.
      if (!made || (await isKept(tx, made.credentialID))) return false;
      await tx
        .insertInto("staff_passkeys")
        .values({ ...made, name })
        .execute();
      return true;
    },
  );
  return isAdded ? ok(null) : badField("name", "This passkey could not be added. Start again.");
}

async function isKept(tx: Tx, credentialID: string): Promise<boolean> {
  const row = await tx
    .selectFrom("staff_passkeys")
    .select("id")
    .where("credentialID", "=", credentialID)
    .executeTakeFirst();
  return row !== undefined;
}

export async function removePasskey(ctx: Ctx<StaffActor>, id: string): Promise<ActionResult<null>> {
  const { staffId } = ctx.actor;
  const removed = await act(
    ctx,
    (was: boolean) => (was ? { action: "passkey-removed", outcome: "ok", subject: staffId } : null),
    async (tx) => {
      const row = await tx
        .deleteFrom("staff_passkeys")
        .where("id", "=", id)
        .where("userId", "=", staffId)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  );
  return removed ? ok(null) : refusal("staff-not-found");
}
