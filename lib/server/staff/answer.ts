import "server-only";
import { isAPIError } from "better-auth/api";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";

/** better-auth throws what it refuses; here that is a value. What else it throws is a bug and goes on. */
export async function answerOf<T>(call: Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await call);
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return fail(error.body?.code ?? error.message);
  }
}

/** For the line about what better-auth was asked to do. */
export function okOrRefused({ ok }: { ok: boolean }): { outcome: string } {
  return { outcome: ok ? "ok" : "refused" };
}

export function refusal(kind: SimpleKind): { ok: false; error: AppError } {
  return fail({ kind, requestId: null });
}

type SimpleKind =
  | "sign-in-refused"
  | "signed-out"
  | "one-time-address-gone"
  | "single-sign-on-not-answering"
  | "last-administrator"
  | "already-staff"
  | "staff-not-found";

export function waitToSignIn(retryAfterSeconds: number): { ok: false; error: AppError } {
  return fail({ kind: "wait-to-sign-in", requestId: null, retryAfterSeconds });
}

export function badField(path: string, message: string): { ok: false; error: AppError } {
  return fail({ kind: "invalid-input", requestId: null, fields: [{ path, message }] });
}
