import { z } from "zod";

const target = {
  /** `*`, an `operationId`, or a method and a path such as `POST /sessions` or `GET /sessions/{id}`. */
  on: z.string().min(1),
  /** How often it strikes; null: until it is cleared. */
  times: z.int().min(1).nullable().default(1),
  /** How many matching calls it lets pass first. */
  skip: z.int().min(0).default(0),
  /** Only calls about this patient. */
  patientId: z.string().optional(),
};
/** Whether the call's work is done although the answer does not say so. */
const afterWork = z.boolean().default(false);

function fault<Kind extends string, Options extends z.ZodRawShape>(kind: Kind, options: Options) {
  return z.strictObject({ ...target, kind: z.literal(kind), ...options });
}

/** Every way to spoil an answer. README.md tells what each one does. */
export const faultSchema = z.discriminatedUnion("kind", [
  fault("latency", { ms: z.int().min(0).max(600_000) }),
  fault("status", {
    status: z.int().min(400).max(599),
    code: z.string().optional(),
    param: z.string().optional(),
    retryAfter: z.int().min(0).optional(),
    afterWork,
  }),
  fault("drop-before", {}),
  fault("drop-after", {}),
  fault("hang", { afterWork }),
  fault("cut-json", { how: z.enum(["length", "chunked", "complete"]).default("length") }),
  fault("slow-body", { ms: z.int().min(0).max(600_000).default(5000) }),
  fault("html-200", { afterWork }),
  fault("huge-body", {
    megabytes: z.int().min(1).max(64).default(8),
    gzip: z.boolean().default(false),
    afterWork,
  }),
  fault("redirect", { to: z.string().default("/elsewhere"), afterWork }),
  fault("bad-url", {
    url: z.string().default("javascript:alert(1)"),
    persist: z.boolean().default(false),
  }),
  fault("other-patient", { as: z.string().default("somebody-else") }),
  fault("wrong-shape", {
    body: z.unknown().optional(),
    merge: z.record(z.string(), z.unknown()).optional(),
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
/** A fault that takes the place of the answer; latency only puts it off. */
export type AnswerFault = Exclude<Fault, { kind: "latency" }>;

/** What a fault is matched against. */
export type FaultTarget = {
  operation: string;
  method: string;
  segments: readonly string[];
  patientId: string | null;
};

/** The faults that wait for a call. */
export type FaultBox = {
  add: (fault: Fault) => void;
  list: () => readonly Fault[];
  /** The faults that strike this call: any number of delays, and the oldest of the others. */
  take: (target: FaultTarget) => { latencyMs: number; fault: AnswerFault | null };
};

export function createFaultBox(): FaultBox {
  let waiting: Fault[] = [];

  function strike(fault: Fault): boolean {
    if (fault.skip > 0) {
      fault.skip -= 1;
      return false;
    }
    if (fault.times !== null) fault.times -= 1;
    return true;
  }

  return {
    add: (fault) => waiting.push(fault),
    list: () => waiting,
    take: (target) => {
      let latencyMs = 0;
      let taken: AnswerFault | null = null;
      for (const fault of waiting) {
        const wanted = fault.kind === "latency" || taken === null;
        if (!wanted || !isMeant(fault, target) || !strike(fault)) continue;
        if (fault.kind === "latency") latencyMs += fault.ms;
        else taken = fault;
      }
      waiting = waiting.filter((fault) => fault.times !== 0);
      return { latencyMs, fault: taken };
    },
  };
}

function isMeant(fault: Fault, target: FaultTarget): boolean {
  if (fault.patientId !== undefined && fault.patientId !== target.patientId) return false;
  if (fault.on === "*" || fault.on === target.operation) return true;
  const [method, path] = fault.on.split(" ");
  if (method !== target.method || path === undefined) return false;
  const wanted = path.split("/").slice(1);
  return (
    wanted.length === target.segments.length &&
    wanted.every((part, index) => part.startsWith("{") || part === target.segments[index])
  );
}
