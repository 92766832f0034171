import "server-only";
import type { Transaction } from "kysely";
import type { AuditAction } from "@/lib/audit/action";
import type { Tables } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import { insideAct } from "@/lib/server/inside-act";
import { log } from "@/lib/server/log";
import { patientKey } from "@/lib/server/patient-key";
import { type AuditFacts, appendRows, deskPlace, holdTrail } from "@/lib/server/trail/append";
import type { ActingBy } from "./context";

/** What was done, for the audit trail; who did it, and when, says the context. */
export type Deed = {
  action: AuditAction;
  /** `ok`, or why it was not: the kind of the failure. */
  outcome: string;
  /** What it was done to: our id of a link, a member of staff, the name of a setting. Never a name or an address. */
  subject?: string | null;
  /** Kept as a keyed hash only. */
  patientId?: string | null;
  /** That hash, where the id itself is not at hand. */
  patientKey?: string | null;
  /** The API's `X-Request-Id`. */
  requestId?: string | null;
};

declare const given: unique symbol;

/**
 * A transaction that `act` gave, and nobody else can make one: whatever is written with it has its line
 * in the audit trail.
 */
export type Tx = Transaction<Tables> & { readonly [given]: true };

/**
 * Changes something and writes it down: both happen or neither does. All acts of all processes come
 * one after the other, so what `work` reads through its `tx` cannot change before it writes.
 *
 * @param deed what to write down; of several, in this order; null: nothing was changed after all
 * @param work awaits nothing but its `tx`: no hash, no mail, no call of the API
 * @throws when the change or its line cannot be written; then nothing has changed
 */
export function act<T>(
  ctx: ActingBy,
  deed: Deed | ((done: T) => Deed | readonly Deed[] | null),
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return unaudited(ctx.db)
    .transaction()
    .execute((transaction) =>
      insideAct(async () => {
        const note = await holdTrail(transaction);
        const done = await work(transaction as Tx);
        const deeds = typeof deed === "function" ? (deed(done) ?? []) : deed;
        const rows = [deeds].flat().map((one) => factsOf(one, ctx));
        await appendRows(transaction, ctx.vault, note, rows).catch((error) => {
          const cause = error instanceof Error ? error.name : null;
          const operation = rows.map(({ action }) => action).join(" ");
          log.error({ event: "audit_failed", operation, cause });
          throw error;
        });
        return done;
      }),
    );
}

/** Writes down what changes nothing here, such as that somebody looked. @throws as `act` does */
export function note(ctx: ActingBy, deed: Deed): Promise<void> {
  return act(ctx, deed, async () => {});
}

/**
 * For what is written elsewhere: by the API or a mail server. That it is about to happen is
 * written first, so that nothing happens without a trace, and then what came of it.
 *
 * @param outcomeOf `ok`, or why it was not, by what `work` returned
 */
export async function announced<T>(
  ctx: ActingBy,
  deed: Omit<Deed, "outcome">,
  outcomeOf: (done: T) => Pick<Deed, "outcome" | "requestId" | "subject">,
  work: () => Promise<T>,
): Promise<T> {
  await note(ctx, { ...deed, outcome: "started" });
  const done = await work();
  await note(ctx, { ...deed, ...outcomeOf(done) });
  return done;
}

function factsOf({ action, outcome, ...about }: Deed, { actor, vault, now }: ActingBy): AuditFacts {
  return {
    at: now().toISOString(),
    action,
    outcome,
    ...whoOf(actor),
    subject: about.subject ?? null,
    patient_key: about.patientId ? patientKey(vault, about.patientId) : (about.patientKey ?? null),
    request_id: about.requestId ?? null,
  };
}

function whoOf(actor: ActingBy["actor"]): Pick<AuditFacts, "staff_id" | "staff_session"> {
  switch (actor.kind) {
    case "staff":
      return { staff_id: actor.staffId, staff_session: actor.signInId };
    case "visitor":
      return { staff_id: null, staff_session: null };
    case "system":
      return { staff_id: null, staff_session: deskPlace(actor.job) };
  }
}
