import "server-only";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act } from "@/lib/server/act";
import { type Acting, byStaff } from "@/lib/server/context";
import { database } from "@/lib/server/db/client";
import { vault } from "@/lib/server/db/seal";
import type { Staff } from "@/lib/server/staff/guard";
import { type FollowUpStore, followUpStore } from "./follow-up-store";
import { type SessionStore, sessionStore } from "./store";

/** What looking after links works with; tests pass their own. */
export type FollowUpServices = Acting & {
  store: Pick<SessionStore, "findById">;
  followUps: FollowUpStore;
};

/** Those of this process. */
export async function followUpServices(): Promise<FollowUpServices> {
  return {
    store: await sessionStore(),
    followUps: await followUpStore(),
    db: await database(),
    vault: vault(),
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
  services: FollowUpServices,
): Promise<Result<null, AppError>> {
  const { store, followUps, now } = services;
  const session = await store.findById(id);
  if (session?.stage !== "made") return fail({ kind: "session-not-found", requestId: null });
  const { patientKey } = session;
  const deed = { action: "follow-up-done", outcome: "ok", subject: id, patientKey } as const;
  const looked = { staffId: staff.id, note, at: now() };
  await act(byStaff(staff, services), deed, (tx) => followUps.recordDone(tx, session, looked));
  return ok(null);
}

/** It was not done yet after all. */
export async function reopenFollowUp(
  id: string,
  staff: Who,
  services: FollowUpServices,
): Promise<Result<null, AppError>> {
  const { store, followUps, now } = services;
  const session = await store.findById(id);
  if (session?.stage !== "made") return fail({ kind: "session-not-found", requestId: null });
  const { patientKey } = session;
  const deed = { action: "follow-up-reopened", outcome: "ok", subject: id, patientKey } as const;
  await act(byStaff(staff, services), deed, (tx) => followUps.recordNotDone(tx, session, now()));
  return ok(null);
}
