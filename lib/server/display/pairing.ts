import "server-only";
import { randomInt } from "node:crypto";
import { codeLength, codeLetters } from "@/lib/display/pairing-code";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import type { Staff, Visitor } from "@/lib/server/staff/guard";
import { tokenHash } from "@/lib/server/staff/hashed-tokens";
import { type Counter, forgetTries, takeTry } from "@/lib/server/staff/throttle";
import { newToken } from "./cookies";
import type { DisplayServices } from "./display-services";

/** So long may staff take to walk to their own screen and type it. */
const codeForMs = 10 * 60_000;

export type PairingCode = { token: string; code: string };

/**
 * A code for a device that is to be a patient's screen. It works once, for ten minutes, and only
 * its keyed hash is kept.
 *
 * @param token what its cookie carries; null or unknown: it gets a new one
 * @returns null when this device is paired
 */
export async function newPairingCode(
  token: string | null,
  visitor: Pick<Visitor, "address">,
  services: DisplayServices,
): Promise<Result<PairingCode | null, AppError>> {
  const { store, vault, now } = services;
  const known = token === null ? undefined : await store.findByToken(tokenHash(token));
  if (known?.desk_hash) return ok(null);

  const retryAfterSeconds = await takeTry([codeCounter(visitor)], services);
  if (retryAfterSeconds > 0) {
    return fail({ kind: "wait-to-sign-in", requestId: null, retryAfterSeconds });
  }
  const code = Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]);
  const made = {
    token: known && token ? token : newToken(),
    code: code.join(""),
  };
  const at = now();
  const endsAt = new Date(at.getTime() + codeForMs).toISOString();
  const codeKey = vault.fingerprint("pairing-code", made.code);
  await store.saveCode(tokenHash(made.token), codeKey, endsAt, at.toISOString());
  return ok(made);
}

/**
 * Makes the display that shows this code the one of this PC.
 *
 * @param deskToken what the PC's cookie carries
 */
export async function pairDisplay(
  code: string,
  deskToken: string,
  staff: Pick<Staff, "id" | "sessionId">,
  services: DisplayServices,
): Promise<Result<null, AppError>> {
  const { store, vault, now } = services;
  const guesses: Counter = { what: "pairing", which: staff.id, free: 5, longestSeconds: 15 * 60 };
  const retryAfterSeconds = await takeTry([guesses], services);
  if (retryAfterSeconds > 0) {
    return fail({ kind: "wait-to-sign-in", requestId: null, retryAfterSeconds });
  }
  const codeKey = vault.fingerprint("pairing-code", code);
  const at = now().toISOString();
  const paired = await act(
    byStaff(staff, services),
    (was: boolean) => (was ? { action: "display-paired", outcome: "ok" } : null),
    (tx) => store.pair(tx, codeKey, tokenHash(deskToken), at),
  );
  if (!paired) {
    const message = "No screen shows this code now. Check it, or get a new one on that screen";
    return fail({ kind: "invalid-input", requestId: null, fields: [{ path: "code", message }] });
  }
  await forgetTries(guesses, services);
  return ok(null);
}

/** The PC has no display any more; what it showed is gone from it. */
export async function unpairDisplay(
  deskToken: string | null,
  staff: Pick<Staff, "id" | "sessionId">,
  services: DisplayServices,
): Promise<Result<null, AppError>> {
  if (deskToken === null) return ok(null);
  await act(
    byStaff(staff, services),
    (was: boolean) => (was ? { action: "display-unpaired", outcome: "ok" } : null),
    (tx) => services.store.unpair(tx, tokenHash(deskToken)),
  );
  return ok(null);
}

/** Whether this PC has a display on another device. */
export async function hasDisplay(
  deskToken: string | null,
  { store }: Pick<DisplayServices, "store">,
): Promise<boolean> {
  return deskToken !== null && (await store.findByDesk(tokenHash(deskToken))) !== undefined;
}

/**
 * Anyone may ask for a code; nobody may fill the table with them. Where no address is known all share
 * one count, so a wait there is a second and keeps nobody out.
 */
function codeCounter({ address }: Pick<Visitor, "address">): Counter {
  const counter = { what: "pairing-code", which: address ?? "", free: 60 };
  return address === null
    ? { ...counter, firstWaitSeconds: 1, longestSeconds: 1 }
    : { ...counter, longestSeconds: 60 };
}
