import "server-only";
import { z } from "zod";
import { parseJson } from "./json";
import type { Outcome } from "./transport";

/**
 * The API renamed its session twice under one Version date. The name is the first path segment of
 * a create and the last of a patient's list; everything that comes back tells its generation itself.
 */
export type Generation = "sessions" | "patient-flows" | "patient-sessions";

const profiles: Record<Generation, { prefix: string; returnParameter: string }> = {
  sessions: { prefix: "sess_", returnParameter: "session_id" },
  "patient-flows": { prefix: "pf_", returnParameter: "patient_flow_id" },
  "patient-sessions": { prefix: "ps_", returnParameter: "patient_session_id" },
};

const generations: readonly Generation[] = ["sessions", "patient-flows", "patient-sessions"];

/** The generation that made this session id, or null when it is no session id. */
export function generationOf(id: string): Generation | null {
  return generations.find((generation) => id.startsWith(profiles[generation].prefix)) ?? null;
}

/**
 * The session that a return URL speaks of, in any generation's parameter, or null. Anyone can type
 * such an address: the id is good for asking the API and proves nothing.
 */
export function sessionReference(params: URLSearchParams): string | null {
  const given = generations.flatMap((name) => params.getAll(profiles[name].returnParameter));
  return given.find((id) => /^(sess|pf|ps)_[A-Za-z0-9]{1,64}$/.test(id)) ?? null;
}

/** What the generations are detected with: a read, with the key or without. */
export type Probe = (path: string, withKey: boolean) => Promise<Outcome>;

/**
 * Finds the generation that the API speaks, by reading only: its published description, else the
 * one route that knows what a session is. Null when the answers do not tell.
 */
export async function detectGeneration(probe: Probe): Promise<Generation | null> {
  const [description, ...reads] = await Promise.all([
    probe("/openapi/medblocks.json", false),
    ...generations.map((name) => probe(nullRead(name), true)),
  ]);
  const described = describedPaths(description);
  const byPath = generations.find((name) => described.includes(`/${name}`));
  const byRead = generations.find((_, index) => isLivingRoute(reads[index]));
  return byPath ?? byRead ?? null;
}

/** Where a session of this generation is read that cannot exist: it tells a route, and changes nothing. */
export function nullRead(generation: Generation): string {
  return `/${generation}/${profiles[generation].prefix}${"0".repeat(26)}`;
}

const descriptionSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.unknown()),
});

function describedPaths(outcome: Outcome | undefined): string[] {
  if (outcome?.kind !== "answer" || outcome.status !== 200 || outcome.problem) return [];
  const description = descriptionSchema.safeParse(parseJson(outcome.text));
  return description.success ? Object.keys(description.data.paths) : [];
}

const notThereSchema = z.object({ error: z.object({ code: z.string() }) });

/** A route that exists says in the envelope that there is no such session; a gone one answers a page. */
export function isLivingRoute(outcome: Outcome | undefined): boolean {
  if (outcome?.kind !== "answer") return false;
  const envelope = notThereSchema.safeParse(parseJson(outcome.text));
  if (!envelope.success) return false;
  const missing = outcome.status === 404 && envelope.data.error.code === "resource_not_found";
  return missing || outcome.status === 400;
}

/** An answer that does not tell is believed this long before the API is asked again. */
const guessForMs = 60_000;

/**
 * Makes a function that knows the generation, asking at most once at a time. While the API does not
 * tell, it is `sessions`, and `guessed` is called so that the log says so.
 */
export function createGenerationChoice(options: {
  configured: Generation | "auto";
  probe: Probe;
  now: () => number;
  found?: (generation: Generation) => void;
  guessed: (generation: Generation) => void;
}): () => Promise<Generation> {
  const { configured, probe, now, guessed } = options;
  if (configured !== "auto") return async () => configured;

  let current: Promise<Generation> | null = null;
  let goodUntil = 0;
  async function detect(): Promise<Generation> {
    const found = await detectGeneration(probe);
    goodUntil = found ? Number.POSITIVE_INFINITY : now() + guessForMs;
    if (found) options.found?.(found);
    else guessed("sessions");
    return found ?? "sessions";
  }
  return () => {
    if (!current || now() >= goodUntil) {
      goodUntil = Number.POSITIVE_INFINITY;
      current = detect();
    }
    return current;
  };
}
