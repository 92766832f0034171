import "server-only";
import { z } from "zod";
import type { ConnectionVerdict } from "@/lib/settings/connection";
import { retryAfterSeconds } from "./errors";
import {
  detectGeneration,
  type Generation,
  isLivingRoute,
  nullRead,
  type Probe,
} from "./generations";
import { parseJson } from "./json";
import type { Answer, Outcome } from "./transport";
import { parseSourcePage } from "./wire";

/** What was found, and the request id of the answer that decided. */
export type Check = { verdict: ConnectionVerdict; requestId: string | null };

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
  if (trouble) return { verdict: trouble, requestId: requestIdOf(catalog) };
  if (configured === "auto") return checkDetection(probe, catalog);

  const read = await probe(nullRead(configured), true);
  const requestId = requestIdOf(read);
  if (isLivingRoute(read)) return { verdict: { kind: "well", generation: configured }, requestId };
  const other = troubleOf(read, now());
  if (other && other.kind !== "not-the-api") return { verdict: other, requestId };
  const spoken = await detectGeneration(probe);
  return { verdict: { kind: "other-generation", configured, spoken }, requestId };
}

async function checkDetection(probe: Probe, catalog: Outcome): Promise<Check> {
  const generation = await detectGeneration(probe);
  const requestId = requestIdOf(catalog);
  return generation
    ? { verdict: { kind: "well", generation }, requestId }
    : { verdict: { kind: "generation-not-told" }, requestId };
}

const envelopeSchema = z.object({ error: z.object({ code: z.string() }) });

/** What stands in the way of any call; null: it was answered, for better or worse, by the API. */
function troubleOf(outcome: Outcome, now: number): ConnectionVerdict | null {
  if (outcome.kind === "not-sent") return { kind: "unreachable", cause: outcome.cause };
  if (outcome.kind === "no-answer") return { kind: "no-answer" };
  const { status } = outcome;
  if (outcome.problem) return { kind: outcome.problem === "timeout" ? "no-answer" : "not-the-api" };
  if (status === 401) return { kind: "key-refused" };
  if (status === 429) {
    return { kind: "busy", retryAfterSeconds: retryAfterSeconds(outcome.retryAfter, now) ?? 10 };
  }
  if (status >= 500) return { kind: "fault", status };
  if (status < 300) return null;
  // A proxy or a guest network refuses too, with a page of its own.
  if (!hasEnvelope(outcome)) return { kind: "not-the-api" };
  return status === 403 ? { kind: "key-not-allowed" } : { kind: "fault", status };
}

function notACatalog(outcome: Outcome): ConnectionVerdict | null {
  const page = outcome.kind === "answer" ? parseSourcePage(parseJson(outcome.text)) : null;
  return page ? null : { kind: "not-the-api" };
}

function hasEnvelope({ text }: Answer): boolean {
  return envelopeSchema.safeParse(parseJson(text)).success;
}

function requestIdOf(outcome: Outcome): string | null {
  return outcome.kind === "answer" ? outcome.requestId : null;
}
