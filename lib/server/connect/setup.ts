import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "@/lib/result";
import { steadyMs } from "@/lib/server/clock";
import type { LogFields } from "@/lib/server/log";
import { type Call, type CallSetup, type Clock, send } from "./call";
import type { ConnectError } from "./errors";
import {
  createGenerationChoice,
  type Generation,
  type GenerationChoice,
  type GenerationMemory,
  type Probe,
} from "./generations";
import type { Quiet } from "./quiet";
import { createTransport, type Heard } from "./transport";

export type ConnectConfig = {
  /** Origin only. */
  apiUrl: string;
  apiKey: string;
  generation: Generation | "auto";
  /** What is sent as `Version`; null: nothing, so that the one stored with the key applies. */
  version: string | null;
  /** On the way to the API; null or left out: none. */
  proxy?: string | null;
  /** Origins that a hosted link may have. */
  linkOrigins: readonly string[];
  log: (line: LogFields) => void;
  /** Told of every answer as it begins. */
  hear?: (heard: Heard) => void;
  /** What was found of the generation before, and is found from now on. */
  memory?: GenerationMemory;
  /** Told when another generation is used than before. */
  found?: (generation: Generation) => void;
  quiet?: Quiet;
  timeouts?: Partial<typeof defaultTimeouts>;
  clock?: Partial<Clock>;
};

const defaultTimeouts = {
  connectMs: 3000,
  /** A create, from the first to the last byte. */
  createMs: 12_000,
  /** One try of a read. */
  readTryMs: 4000,
  /** A read with all its tries and pages. */
  readMs: 8000,
};

const publicHeaders = { accept: "application/json", "accept-encoding": "identity" };

/** The published description of the API is larger than any answer about a session. */
const maxDescriptionBytes = 4 * 1024 * 1024;

type Send = <T>(call: Call<T>) => Promise<Result<T, ConnectError>>;

/** What the endpoints are built from. */
export type Calls = {
  send: Send;
  /** For what nobody waits for: stays silent while the API asks for it. */
  sendInBackground: Send;
  /** Reads any address once, however it answers. */
  probe: Probe;
  generation: GenerationChoice;
  /** The moment by which a create that starts now must be over, in milliseconds since 1970. */
  createDeadline: (withinMs?: number) => number;
  readDeadline: () => number;
};

export function prepareCalls(config: ConnectConfig): Calls {
  const timeouts = { ...defaultTimeouts, ...config.timeouts };
  const clock = { now: steadyMs, sleep, random: Math.random, ...config.clock };
  const { apiUrl, hear, proxy } = config;
  const transport = createTransport(apiUrl, timeouts.connectMs, undefined, hear, proxy);
  const unsigned = { ...publicHeaders, ...(config.version && { version: config.version }) };
  const setup: CallSetup = {
    transport,
    headers: { ...unsigned, authorization: `Bearer ${config.apiKey}` },
    readTryMs: timeouts.readTryMs,
    clock,
    quiet: config.quiet ?? { until: 0 },
    log: config.log,
  };
  const probe: Probe = (path, withKey) =>
    transport({
      method: "GET",
      path,
      headers: withKey ? setup.headers : unsigned,
      body: null,
      timeoutMs: timeouts.readTryMs,
      maxBytes: maxDescriptionBytes,
    });
  return {
    send: (call) => send(setup, call),
    sendInBackground: (call) => send({ ...setup, isBackground: true }, call),
    probe,
    generation: createGenerationChoice({
      configured: config.generation,
      memory: config.memory ?? { generation: null },
      probe,
      now: clock.now,
      found: (generation) => config.found?.(generation),
      guessed: (generation) => config.log({ event: "connect_generation_guessed", generation }),
    }),
    createDeadline: (withinMs = timeouts.createMs) =>
      clock.now() + Math.min(withinMs, timeouts.createMs),
    readDeadline: () => clock.now() + timeouts.readMs,
  };
}
