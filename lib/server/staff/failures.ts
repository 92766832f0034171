import "server-only";
import type { AppError } from "@/lib/errors";
import { fail } from "@/lib/result";

export type Refusal = { ok: false; error: AppError };

type SimpleKind =
  | "sign-in-refused"
  | "signed-out"
  | "one-time-address-gone"
  | "single-sign-on-not-answering"
  | "last-administrator"
  | "already-staff"
  | "staff-not-found";

export function refusal(kind: SimpleKind): Refusal {
  return fail({ kind, requestId: null });
}

export function waitToSignIn(retryAfterSeconds: number): Refusal {
  return fail({ kind: "wait-to-sign-in", requestId: null, retryAfterSeconds });
}

export function badField(path: string, message: string): Refusal {
  return fail({ kind: "invalid-input", requestId: null, fields: [{ path, message }] });
}
