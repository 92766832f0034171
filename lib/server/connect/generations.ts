import "server-only";
import { z } from "zod";
import { parseJson } from "@/lib/json";
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
 * Finds the generation that the API speaks, by reading only: the one route that knows what a session
 * is, and its published description. Null when the answers do not tell.
 */
export async function detectGeneration(probe: Probe): Promise<Generation | null> {
  const [description, ...reads] = await Promise.all([
    probe("/openapi/medblocks.json", false),
    ...generations.map((name) => probe(nullRead(name), true)),
  ]);
  const paths = describedPaths(description);
  const described = generations.filter((name) => paths.includes(`/${name}`));
  const living = generations.filter((_, index) => isLivingRoute(reads[index]));
  // A key that may do little is refused everywhere alike: then the description tells which it is.
  return living.find((name) => described.includes(name)) ?? living[0] ?? described[0] ?? null;
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

/**
 * A route that exists says in the envelope that there is no such session, or that this key may not
 * ask; a gone one answers a page.
 */
export function isLivingRoute(outcome: Outcome | undefined): boolean {
  if (outcome?.kind !== "answer") return false;
  const envelope = notThereSchema.safeParse(parseJson(outcome.text));
  if (!envelope.success) return false;
  const missing = outcome.status === 404 && envelope.data.error.code === "resource_not_found";
  return missing || outcome.status === 400 || outcome.status === 403;
}

/** After a detection, whatever it told, the API is not asked again for so long. */
const detectEveryMs = 60_000;

/** What was found by reading; shared by all who ask, and kept for the next start by its owner. */
export type GenerationMemory = { generation: Generation | null };

export type GenerationChoice = {
  /** The one to create and list in. */
  current: () => Promise<Generation>;
  /** A read met no route in `tried`: the one to read in instead, null when there is none to be found. */
  insteadOf: (tried: Generation) => Promise<Generation | null>;
  /** Uses what a check of the connection found. */
  keep: (generation: Generation) => void;
};

/**
 * Knows the generation: the configured one until a read meets no route there, then what reading
 * detects, with one detection at a time. While the API does not tell, `auto` is `sessions`, and
 * `guessed` is called so that the log says so.
 *
 * @param found told when another one is used than before
 */
export function createGenerationChoice(options: {
  configured: Generation | "auto";
  memory: GenerationMemory;
  probe: Probe;
  now: () => number;
  found: (generation: Generation) => void;
  guessed: (generation: Generation) => void;
}): GenerationChoice {
  const { configured, memory, probe, now, found, guessed } = options;
  let detecting: Promise<Generation | null> | null = null;
  let detectedAt = Number.NEGATIVE_INFINITY;

  function keep(generation: Generation): void {
    if ((memory.generation ?? configured) === generation) return;
    memory.generation = generation;
    found(generation);
  }

  function detect(): Promise<Generation | null> {
    if (detecting !== null) return detecting;
    if (Math.abs(now() - detectedAt) < detectEveryMs) return Promise.resolve(null);
    detecting = detectGeneration(probe).then((spoken) => {
      detectedAt = now();
      detecting = null;
      if (spoken) keep(spoken);
      else if (configured === "auto" && !memory.generation) guessed("sessions");
      return spoken;
    });
    return detecting;
  }

  const inUse = () => memory.generation ?? (configured === "auto" ? null : configured);
  return {
    keep,
    current: async () => inUse() ?? (await detect()) ?? "sessions",
    async insteadOf(tried) {
      const used = inUse();
      const spoken = used && used !== tried ? used : await detect();
      return spoken === tried ? null : spoken;
    },
  };
}
