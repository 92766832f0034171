import { z } from "zod";
import { sandboxKey } from "./processes";

/** Which calls a fault strikes: an operation, all (`*`), or `METHOD /path`. */
type On =
  | "createSession"
  | "getSession"
  | "listPatientSessions"
  | "getPatient"
  | "replacePatient"
  | "listConnections"
  | "getConnection"
  | "getOpenApi"
  | "*"
  | `${string} /${string}`;

type FaultKind =
  | { kind: "latency"; ms: number }
  | { kind: "status"; status: number; code?: string; param?: string; retryAfter?: number }
  | { kind: "drop-before" }
  | { kind: "drop-after" }
  | { kind: "hang" }
  | { kind: "cut-json"; how?: "length" | "chunked" | "complete" }
  | { kind: "slow-body"; ms?: number }
  | { kind: "html-200" }
  | { kind: "huge-body"; megabytes?: number; gzip?: boolean }
  | { kind: "redirect"; to?: string }
  | { kind: "bad-url"; url?: string; persist?: boolean }
  | { kind: "other-patient"; as?: string }
  | { kind: "wrong-shape"; body?: unknown; merge?: Record<string, unknown> };

/** A spoilt answer. It strikes once unless `times` says otherwise; null: until cleared. */
export type Fault = FaultKind & {
  on: On;
  times?: number | null;
  /** How many matching calls pass first. */
  skip?: number;
  patientId?: string;
  /** The work is done although the answer does not say so. */
  afterWork?: boolean;
};

export type Outcome = {
  sourceId: string;
  status: "active" | "failed" | "expired" | "refresh_failed" | "disconnected";
  failureCode?: string;
};

const callsSchema = z.object({
  /** By operation; `unknown` for paths that the contract does not know. */
  counts: z.record(z.string(), z.number()),
  calls: z.array(
    z.object({
      operation: z.string().nullable(),
      method: z.string(),
      path: z.string(),
      at: z.string(),
      requestId: z.string(),
      status: z.number().nullable(),
    }),
  ),
});

const sessionSchema = z.object({
  id: z.string(),
  token: z.string(),
  /** The hosted link. */
  url: z.string(),
  patientId: z.string(),
  directSourceId: z.string().nullable(),
  recommendedIds: z.array(z.string()).nullable(),
  returnUrl: z.string(),
  buttonLabel: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  createdAt: z.number(),
  expiresAt: z.number(),
  completedAt: z.number().nullable(),
});

const createdSchema = z.object({ id: z.string(), url: z.string() });
const patientSchema = z.object({ name: z.string().nullable(), email: z.string().nullable() });
const withMetadataSchema = z.object({ metadata: z.record(z.string(), z.unknown()) });

export type SandboxSession = z.infer<typeof sessionSchema>;
export type SandboxControl = ReturnType<typeof controlOf>;

/** Steers a sandbox over its control address. Sessions go by their id or the link's token. */
export function controlOf(origin: string) {
  const send = (method: string, path: string, body?: unknown) =>
    ask(method, `__sandbox/${path}`, body);

  /** Asks the API itself, or its control address. */
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${origin}/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${sandboxKey}` },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refuses ${method} ${path}: ${text}`);
    return JSON.parse(text);
  }

  const sessions = async (): Promise<SandboxSession[]> =>
    z.object({ sessions: z.array(sessionSchema) }).parse(await send("GET", "sessions")).sessions;

  return {
    /** Where its API and its hosted pages are. */
    origin,
    /** Forgets everything. @param settings switches that differ from the usual */
    reset: (settings: Record<string, unknown> = {}) => send("POST", "reset", settings),
    fault: (fault: Fault) => send("POST", "faults", fault),
    clearFaults: () => send("DELETE", "faults"),
    /** What has been asked of the API since the last reset. */
    calls: async () => callsSchema.parse(await send("GET", "calls")),
    resetCalls: () => send("DELETE", "calls"),
    /** Every session there is, oldest first. */
    sessions,
    sessionsOf: async (patientId: string) =>
      (await sessions()).filter((session) => session.patientId === patientId),
    /** A patient signs in at a hospital, or a connection changes later. */
    outcome: (session: string, outcome: Outcome) =>
      send("POST", `sessions/${session}/outcomes`, outcome),
    complete: (session: string) => send("POST", `sessions/${session}/complete`),
    expire: (session: string) => send("POST", `sessions/${session}/expire`),
    /** Makes the API know this patient. */
    seedPatient: (patient: {
      patientId: string;
      name?: string | null;
      email?: string | null;
      metadata?: Record<string, unknown>;
    }) => send("POST", "patients", patient),
    /** What the API has stored about a patient that it knows. */
    patient: async (patientId: string) =>
      patientSchema.parse(await ask("GET", `patients/${encodeURIComponent(patientId)}`)),
    /** What another program of the clinic has noted with a patient. */
    metadataOf: async (patientId: string) => {
      const patient = await ask("GET", `patients/${encodeURIComponent(patientId)}`);
      return withMetadataSchema.parse(patient).metadata;
    },
    /** Makes a link as another program of the clinic would. */
    createElsewhere: async (patientId: string) =>
      createdSchema.parse(
        await ask("POST", "sessions", {
          patient_id: patientId,
          return_url: "https://clinic.example/elsewhere",
        }),
      ),
  };
}
