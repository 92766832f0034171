import "server-only";
import { randomInt } from "node:crypto";
import { codeLength, codeLetters } from "@/lib/display/pairing";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act } from "@/lib/server/act";
import type { Ctx, StaffActor } from "@/lib/server/context";
import { type Counter, forgetTries, takeTry } from "@/lib/server/staff/throttle";
import { newToken, tokenHash } from "@/lib/server/token";
import { findByDesk, findByToken, pair, saveCode, unpair } from "./store";

/** So long may staff take to walk to their own screen and type it. */
const codeForMs = 10 * 60_000;

export type PairingCode = { token: string; code: string };

/**
 * A code for a device that is to be a patient's screen. It works once, for ten minutes, and only
 * its keyed hash is kept.
 *
 * @param asker.token what its cookie carries; null or unknown: it gets a new one
 * @param asker.address where it asks from; null: not known
 * @returns null when this device is paired
 */
export async function newPairingCode(
  ctx: Ctx,
  { token, address }: { token: string | null; address: string | null },
): Promise<Result<PairingCode | null, AppError>> {
  const { db, vault, now } = ctx;
  const known = token === null ? undefined : await findByToken(db, tokenHash(token));
  if (known?.desk_hash) return ok(null);

  const retryAfterSeconds = await takeTry([codeCounter(address)], ctx);
  if (retryAfterSeconds > 0) {
    return fail({ kind: "wait-to-sign-in", requestId: null, retryAfterSeconds });
  }
  const code = Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]);
  const made = { token: known && token ? token : newToken(), code: code.join("") };
  const at = now();
  await saveCode(db, {
    tokenHash: tokenHash(made.token),
    codeKey: vault.fingerprint("pairing-code", made.code),
    endsAt: new Date(at.getTime() + codeForMs).toISOString(),
    at: at.toISOString(),
  });
  return ok(made);
}

/**
 * Makes the display that shows this code the one of this PC.
 *
 * @param pc.token what the PC's cookie carries
 */
export async function pairDisplay(
  ctx: Ctx<StaffActor>,
  { code, token }: { code: string; token: string },
): Promise<Result<null, AppError>> {
  const { actor, vault, now } = ctx;
  const guesses: Counter = {
    what: "pairing",
    which: actor.staffId,
    free: 5,
    longestSeconds: 15 * 60,
  };
  const retryAfterSeconds = await takeTry([guesses], ctx);
  if (retryAfterSeconds > 0) {
    return fail({ kind: "wait-to-sign-in", requestId: null, retryAfterSeconds });
  }
  const codeKey = vault.fingerprint("pairing-code", code);
  const at = now().toISOString();
  const paired = await act(
    ctx,
    (was: boolean) => (was ? { action: "display-paired", outcome: "ok" } : null),
    (tx) => pair(tx, codeKey, tokenHash(token), at),
  );
  if (!paired) {
    const message = "No screen shows this code now. Check it, or get a new one on that screen";
    return fail({ kind: "invalid-input", requestId: null, fields: [{ path: "code", message }] });
  }
  await forgetTries(guesses, ctx);
  return ok(null);
}

/** The PC has no display any more; what it showed is gone from it. */
export async function unpairDisplay(
  ctx: Ctx<StaffActor>,
  token: string | null,
): Promise<Result<null, AppError>> {
  if (token === null) return ok(null);
  await act(
    ctx,
    (was: boolean) => (was ? { action: "display-unpaired", outcome: "ok" } : null),
    (tx) => unpair(tx, tokenHash(token)),
  );
  return ok(null);
}

/** Whether this PC has a display on another device. */
export async function hasDisplay({ db }: Pick<Ctx, "db">, token: string | null): Promise<boolean> {
  return token !== null && (await findByDesk(db, tokenHash(token))) !== undefined;
}

/**
 * Anyone may ask for a code; nobody may fill the table with them. Where no address is known all share
 * one count, so a wait there is a second and keeps nobody out.
 */
function codeCounter(address: string | null): Counter {
  const counter = { what: "pairing-code", which: address ?? "", free: 60 };
  return address === null
    ? { ...counter, firstWaitSeconds: 1, longestSeconds: 1 }
    : { ...counter, longestSeconds: 60 };
}
