import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import type { UnknownCause } from "./errors";
import type { Session } from "./session";
import type { Page } from "./wire";

/** An answer of the right shape may still not be the answer to what was asked. */
type Believed<T> = Result<T, UnknownCause>;

export function believe<T>(value: T | null): Believed<T> {
  return value === null ? fail("wrong-shape") : ok(value);
}

/** @param otherwise why an answer about another id is not believed */
export function believeId<T extends { id: string }>(
  value: T | null,
  id: string,
  otherwise: UnknownCause,
): Believed<T> {
  if (value !== null && value.id !== id) return fail(otherwise);
  return believe(value);
}

/** Somebody else's link must never reach this patient, so whose it is comes before whether it is safe. */
export function believeCreated(session: Session | null, patientId: string): Believed<Session> {
  if (session !== null && session.patientId !== patientId) return fail("other-patient");
  if (session !== null && session.url === null) return fail("unsafe-link");
  return believe(session);
}

export function believePatientSessions(
  page: Page<Session> | null,
  patientId: string,
): Believed<Page<Session>> {
  const foreign = page?.items.some((session) => session.patientId !== patientId);
  return foreign ? fail("other-patient") : believe(page);
}

/** With the request id of the answer that told it, to quote to support. */
export function answered<T extends object>(
  believed: Believed<T>,
  requestId: string | null,
): Believed<T & { requestId: string | null }> {
  return believed.ok ? ok({ ...believed.value, requestId }) : believed;
}
