import * as z from "zod/mini";
import type { CreateSessionInput } from "./schema";

const text = z.string().check(z.maxLength(2_000));
const list = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(100));

/** What stands in the form of the desk, right or not, as it is kept through a reload. */
export const keptEntriesSchema = z.object({
  attemptId: text,
  patientId: text,
  name: text,
  email: text,
  mode: z.enum(["suggest", "only"]),
  suggestedSourceIds: list(text),
  onlySourceId: text,
  /** Null: no number was entered. */
  lifetimeSeconds: z.nullable(z.number()),
  returnUrl: text,
  buttonLabel: text,
  metadata: list(z.object({ key: text, value: text })),
  replaces: z.nullable(z.object({ name: text, email: text })),
  makeAnother: z.boolean(),
});

/** Either what is to be kept, or what was given for it. */
export const keepRequestSchema = z.union([
  z.object({ entries: keptEntriesSchema }),
  z.object({ sealed: z.string().check(z.maxLength(64 * 1024)) }),
]);

const keptSchema = z.object({ sealed: z.string() });
const openedSchema = z.object({ entries: keptEntriesSchema });

/** Hands them over to be sealed. @returns null: that was not possible now */
export async function keepEntries(entries: CreateSessionInput): Promise<string | null> {
  const answer = keptSchema.safeParse(await ask({ entries }));
  return answer.success ? answer.data.sealed : null;
}

/** @returns null: too old, another person's, or no answer */
export async function keptEntries(sealed: string): Promise<CreateSessionInput | null> {
  const answer = openedSchema.safeParse(await ask({ sealed }));
  if (!answer.success) return null;
  const { lifetimeSeconds, ...entries } = answer.data.entries;
  return { ...entries, lifetimeSeconds: lifetimeSeconds ?? Number.NaN };
}

async function ask(body: object): Promise<unknown> {
  const answer = await fetch("/api/desk/keep", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    cache: "no-store",
  }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}
