import "server-only";
import { z } from "zod";
import { parseJson } from "@/lib/json";
import type { CheckedConnection, ConnectionVerdict } from "@/lib/settings/connection";
import { retryAfterSeconds } from "./errors";
import {
  detectGeneration,
  type Generation,
  isLivingRoute,
  nullRead,
  type Probe,
} from "./generations";
import { httpsLink } from "./link";
import type { Outcome } from "./transport";
import { parseSourcePage } from "./wire";

/** What was found, and what to quote and to read about it. */
export type Check = Omit<CheckedConnection, "at">;

/**
 * Finds out by reading only whether links can be made: first whether the catalog answers, which
 * tells the address and the key, then whether there is a route for sessions of this generation.
 *
 * @param now milliseconds since 1970
 */
export async function checkConnection(
  configured: Generation | "auto",
  probe: Probe,
  now: () => number,
): Promise<Check> {
  const catalog = await probe("/connections?limit=1", true);
  const trouble = troubleOf(catalog, now()) ?? notACatalog(catalog);
  if (trouble) return checked(trouble, catalog);
  if (configured === "auto") return checkDetection(probe, catalog);

  const read = await probe(nullRead(configured), true);
  const other = troubleOf(read, now());
  if (other?.kind === "key-not-allowed") return checked({ ...other, what: "links" }, read);
  if (isLivingRoute(read)) {
    return checked({ kind: "well", generation: configured, missing: null }, read);
  }
  if (other && other.kind !== "not-the-api") return checked(other, read);
  const generation = await detectGeneration(probe);
  return checked(
    generation
      ? { kind: "well", generation, missing: configured }
      : { kind: "other-generation", configured },
    read,
  );
}

async function checkDetection(probe: Probe, catalog: Outcome): Promise<Check> {
  const generation = await detectGeneration(probe);
  return checked(
    generation ? { kind: "well", generation, missing: null } : { kind: "generation-not-told" },
    catalog,
  );
}

function checked(verdict: ConnectionVerdict, outcome: Outcome): Check {
  if (outcome.kind !== "answer") return { verdict, requestId: null, helpUrl: null };
  const { requestId, text } = outcome;
  // A page that explains an error is of no use where all is well.
  const envelope = verdict.kind === "well" ? undefined : envelopeOf(text);
  return { verdict, requestId, helpUrl: httpsLink(envelope?.doc_url) };
}

const envelopeSchema = z.object({
  error: z.object({ code: z.string(), doc_url: z.string().nullable().catch(null) }),
});

function envelopeOf(text: string): z.infer<typeof envelopeSchema>["error"] | undefined {
  return envelopeSchema.safeParse(parseJson(text)).data?.error;
}

/** What stands in the way of any call; null: it was answered, for better or worse, by the API. */
function troubleOf(outcome: Outcome, now: number): ConnectionVerdict | null {
  if (outcome.kind === "not-sent") return { kind: "unreachable", cause: outcome.cause };
  if (outcome.kind === "no-answer") return { kind: "no-answer" };
  const { status } = outcome;
  if (outcome.problem) return { kind: outcome.problem === "timeout" ? "no-answer" : "not-the-api" };
  if (status === 401) return { kind: "key-refused" };
  const envelope = envelopeOf(outcome.text);
  if (status === 429) {
    const seconds = retryAfterSeconds(outcome.retryAfter, now) ?? 10;
    const isQuota = envelope?.code === "quota_exceeded";
    return { kind: "busy", retryAfterSeconds: seconds, isQuota };
  }
  if (status >= 500) return { kind: "fault", status };
  if (status < 300) return null;
  // A proxy or a guest network refuses too, with a page of its own.
  if (!envelope) return { kind: "not-the-api" };
  if (envelope.code === "unsupported_api_version") return { kind: "version-refused" };
  if (status === 402) {
    return {
      kind: "plan",
      lacks: envelope.code === "feature_not_enabled" ? "feature" : "patients",
    };
  }
  return status === 403
    ? { kind: "key-not-allowed", what: "hospitals" }
    : { kind: "fault", status };
}

function notACatalog(outcome: Outcome): ConnectionVerdict | null {
  const page = outcome.kind === "answer" ? parseSourcePage(parseJson(outcome.text)) : null;
  return page ? null : { kind: "not-the-api" };
}
