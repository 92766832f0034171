import "server-only";
import { z } from "zod";
import { parseJson } from "@/lib/json";
import { type Answer, cleanRequestId, type NotSentCause } from "./transport";

/**
 * Every way in which a call to the Connect API can fail, as plain data.
 *
 * - `rejected`: the API said no and did nothing. `code` is `http_<status>` without an envelope.
 * - `rate-limited`: come back after `retryAfterSeconds` (1 to 3600).
 * - `unreachable`: nothing was sent.
 * - `unknown-outcome`: it was sent and no answer can be trusted. After a create a session may exist;
 *   after a read it only means that there is nothing to show.
 */
export type ConnectError =
  | {
      kind: "rejected";
      status: number;
      type: string | null;
      code: string;
      /** The API's name of the field at fault. */
      param: string | null;
      requestId: string | null;
    }
  | { kind: "rate-limited"; retryAfterSeconds: number; code: string; requestId: string | null }
  | { kind: "unreachable"; cause: NotSentCause; requestId: string | null }
  | {
      kind: "unknown-outcome";
      cause: UnknownCause;
      status: number | null;
      type: string | null;
      code: string | null;
      requestId: string | null;
    };

export type UnknownCause =
  | "timeout"
  | "dropped"
  | "server-fault"
  | "not-json"
  | "cut-off"
  | "too-large"
  | "wrong-shape"
  | "redirect"
  | "unsafe-link"
  | "other-patient";

/**
 * Whether the API does not have this call at all, as generations before or after it: a 404 that is
 * not its own word for "no such thing", a 405, or the web app's page where JSON should be.
 */
export function isMissingCall(error: ConnectError): boolean {
  if (error.kind === "unknown-outcome") return error.cause === "not-json" && error.status === 200;
  if (error.kind !== "rejected") return false;
  return error.status === 405 || (error.status === 404 && !isNotFound(error));
}

/**
 * Whether the API itself says that it has no such patient, session, hospital or endpoint. Any other
 * 404 comes from a proxy or a missing route, and says nothing of what was asked for.
 */
export function isNotFound(error: ConnectError): boolean {
  return error.kind === "rejected" && error.status === 404 && error.code === "resource_not_found";
}

/** Codes are fixed words. Anything else may be an echo of what was sent and goes no further. */
const word = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/)
  .nullable()
  .catch(null);

const envelopeSchema = z.object({
  error: z.object({
    type: word,
    code: word,
    param: z
      .string()
      .regex(/^[\w.[\]-]{1,100}$/)
      .nullable()
      .catch(null),
    request_id: z.string().nullable().catch(null).transform(cleanRequestId),
  }),
});

/**
 * Turns an answer that is not a 2xx into a ConnectError. Never throws: a proxy's HTML page or an
 * empty body is as likely here as the documented envelope.
 *
 * @param read a read has no outcome to be unsure of, so a 503 with `Retry-After` just means "later"
 * @param now milliseconds since 1970, for a `Retry-After` that is a date
 */
export function parseErrorAnswer(answer: Answer, read: boolean, now: number): ConnectError {
  const { status } = answer;
  const envelope = envelopeSchema.safeParse(parseJson(answer.text)).data?.error;
  const requestId = answer.requestId ?? envelope?.request_id ?? null;
  const type = envelope?.type ?? null;
  const code = envelope?.code ?? `http_${status}`;
  const unknown = (cause: UnknownCause): ConnectError => ({
    kind: "unknown-outcome",
    cause,
    status,
    type,
    code,
    requestId,
  });

  const wait = retryAfterSeconds(answer.retryAfter, now);
  if (status === 429 || (status === 503 && read && wait !== null)) {
    return { kind: "rate-limited", retryAfterSeconds: wait ?? 10, code, requestId };
  }
  if (status < 400) return unknown("redirect");
  if (status === 408) return unknown("timeout");
  if (status >= 500 && !(status === 502 && isOfHospital(type, code)))
    return unknown("server-fault");
  return { kind: "rejected", status, type, code, param: envelope?.param ?? null, requestId };
}

/** Mail and storage are the API's own, whatever type it gives their faults: its work may be done. */
function isOfHospital(type: string | null, code: string): boolean {
  return type === "ehr_error" && code !== "email_error" && code !== "storage_error";
}

/** `Retry-After` in seconds, 1 to 3600, from a number or an HTTP date; null when it is neither. */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const isDate = text.endsWith("GMT");
  if (!isDate && !/^\d+$/.test(text)) return null;
  const seconds = isDate ? Math.ceil((Date.parse(text) - now) / 1000) : Number(text);
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 1), 3600);
}
