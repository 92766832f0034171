import "server-only";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { type AuditEntry, audit } from "@/lib/server/audit/service";
import type { Staff } from "@/lib/server/staff/guard";
import { type FollowUpStore, followUpStore } from "./follow-up-store";
import { type SessionStore, sessionStore } from "./store";

/** What looking after links works with; tests pass their own. */
export type FollowUpServices = {
  store: Pick<SessionStore, "findById">;
  followUps: FollowUpStore;
  audit: (entry: AuditEntry) => Promise<void>;
  now: () => Date;
};

/** Those of this process. */
export async function followUpServices(): Promise<FollowUpServices> {
  return {
    store: await sessionStore(),
    followUps: await followUpStore(),
    audit,
    now: () => new Date(),
  };
}

type Who = Pick<Staff, "id" | "sessionId">;

/** More are not counted: the worklist shows them. */
const countedAtMost = 100;

/** How many links need help, whenever they were made and whoever made them; at most 100. */
export async function countHelp(given?: Pick<FollowUpServices, "followUps" | "now">) {
  const { followUps, now } = given ?? (await followUpServices());
  return followUps.count(now(), countedAtMost);
}

/** Somebody looked after a link. What they noted is kept sealed, and deleted with the link. */
export async function finishFollowUp(
  { id, note }: { id: string; note: string },
  staff: Who,
  { store, followUps, audit, now }: FollowUpServices,
): Promise<Result<null, AppError>> {
  const session = await store.findById(id);
  if (session?.stage !== "made") return fail({ kind: "session-not-found", requestId: null });
  await followUps.recordDone(session, { staffId: staff.id, note, at: now() });
  const { patientKey } = session;
  await audit({ action: "follow-up-done", outcome: "ok", staff, subject: id, patientKey });
  return ok(null);
}

/** It was not done yet after all. */
export async function reopenFollowUp(
  id: string,
  staff: Who,
  { store, followUps, audit, now }: FollowUpServices,
): Promise<Result<null, AppError>> {
  const session = await store.findById(id);
  if (session?.stage !== "made") return fail({ kind: "session-not-found", requestId: null });
  await followUps.recordNotDone(session, now());
  const { patientKey } = session;
  await audit({ action: "follow-up-reopened", outcome: "ok", staff, subject: id, patientKey });
  return ok(null);
}
