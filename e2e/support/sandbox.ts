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
  | "disconnectPatientConnection"
  | "createWebhook"
  | "listWebhooks"
  | "getWebhook"
  | "updateWebhook"
  | "deleteWebhook"
  | "rotateWebhookSecret"
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
      patientId: z.string().nullable(),
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

const deliverySchema = z.object({
  /** The event's id. */
  id: z.string(),
  endpointId: z.string(),
  type: z.string(),
  /** Oldest first; a null status: no answer, and `error` says why. */
  attempts: z.array(
    z.object({
      at: z.number(),
      status: z.number().nullable(),
      error: z.string().nullable(),
      body: z.string(),
    }),
  ),
  nextAttemptAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
});
const webhooksSchema = z.object({
  held: z.boolean(),
  endpoints: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      events: z.array(z.string()),
      status: z.enum(["active", "disabled"]),
      secret: z.string(),
    }),
  ),
  /** Oldest first. */
  deliveries: z.array(deliverySchema),
});

/** An event that the sandbox sends once, signed by the endpoint's secret unless told otherwise. */
export type SentEvent = {
  /** Default: `session.completed`. */
  type?: string;
  object?: Record<string, unknown>;
  /** Id of a session that is sent as it is now, instead of an object. */
  session?: string;
  /** Default: the endpoint that was made last. */
  endpointId?: string;
  /** Default: a new one. */
  id?: string;
  /** Seconds since 1970 that the signature claims. */
  time?: number;
  /** Signs it instead of the endpoint's own. */
  secret?: string;
  /** The whole header; null: none. */
  signature?: string | null;
  /** Sent, and signed, instead of an event. */
  rawBody?: string;
  /** A blank is put behind the body once it is signed. */
  alter?: boolean;
  /** Makes the body longer by so much. */
  padBytes?: number;
  /** So many at once, all the same. */
  copies?: number;
};

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

  const calls = async () => callsSchema.parse(await send("GET", "calls"));

  const sessions = async (): Promise<SandboxSession[]> =>
    z.object({ sessions: z.array(sessionSchema) }).parse(await send("GET", "sessions")).sessions;

  return {
    /** Where its API and its hosted pages are. */
    origin,
    /** Forgets everything. @param settings switches that differ from the usual */
    reset: (settings: Record<string, unknown> = {}) => send("POST", "reset", settings),
    fault: (fault: Fault) => send("POST", "faults", fault),
    clearFaults: () => send("DELETE", "faults"),
    /**
     * What has been asked of the API since the last reset. Housekeeping of an app that tests share
     * may ask at any time how links of earlier tests ended, and what came of their attempts.
     */
    calls,
    /** Operations asked about a patient, oldest first, but for the status, which the card follows. */
    askedAbout: async (patientId: string) =>
      (await calls()).calls
        .filter((call) => call.patientId === patientId && call.operation !== "getSession")
        .map(({ operation }) => operation),
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
    /** Endpoints with their secrets, and all that was sent to them. */
    webhooks: async () => webhooksSchema.parse(await send("GET", "webhooks")),
    /** Resolves when it is answered; the answers are in `attempts`. */
    sendEvent: async (event: SentEvent = {}) =>
      deliverySchema.parse(await send("POST", "webhooks/events", event)),
    /** The same event once more, under its id, signed anew. */
    redeliver: async (eventId: string) =>
      deliverySchema.parse(await send("POST", "webhooks/redeliver", { eventId })),
    /** Resolves when nothing is under way: what was to be sent at once has been, and was answered. */
    settleWebhooks: async () => webhooksSchema.parse(await send("POST", "webhooks/settle")),
    /** Settles, then makes every attempt that waits for its time, once. */
    hurryWebhooks: async () => webhooksSchema.parse(await send("POST", "webhooks/hurry")),
    /** Events of the sandbox wait from now on, until they are released one after the other. */
    holdWebhooks: () => send("POST", "webhooks/hold"),
    releaseWebhooks: async (order: "oldest" | "newest" = "oldest") =>
      webhooksSchema.parse(await send("POST", "webhooks/release", { order })),
    /** Switches every endpoint off and tells nobody, as the API does after the ninth failure. */
    disableWebhooks: () => send("POST", "webhooks/disable"),
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
