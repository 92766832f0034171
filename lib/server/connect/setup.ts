import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "@/lib/result";
import type { LogFields } from "@/lib/server/log";
import { type Call, type CallSetup, type Clock, send } from "./call";
import type { ConnectError } from "./errors";
import { createGenerationChoice, type Generation } from "./generations";
import { createTransport } from "./transport";

export type ConnectConfig = {
  /** Origin only. */
  apiUrl: string;
  apiKey: string;
  generation: Generation | "auto";
  /** Origins that a hosted link may have. */
  linkOrigins: readonly string[];
  log: (line: LogFields) => void;
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

/** The same Version always: without it the one stored with the key would apply. */
const publicHeaders = {
  accept: "application/json",
  "accept-encoding": "identity",
  version: "2026-04-25",
};

/** The published description of the API is larger than any answer about a session. */
const maxDescriptionBytes = 4 * 1024 * 1024;

/** What the endpoints are built from. */
export type Calls = {
  send: <T>(call: Call<T>) => Promise<Result<T, ConnectError>>;
  /** The generation to create and list in. */
  generation: () => Promise<Generation>;
  /** The moment by which a create that starts now must be over, in milliseconds since 1970. */
  createDeadline: (withinMs?: number) => number;
  readDeadline: () => number;
};

export function prepareCalls(config: ConnectConfig): Calls {
  const timeouts = { ...defaultTimeouts, ...config.timeouts };
  const clock = { now: Date.now, sleep, random: Math.random, ...config.clock };
  const transport = createTransport(config.apiUrl, timeouts.connectMs);
  const setup: CallSetup = {
    transport,
    headers: { ...publicHeaders, authorization: `Bearer ${config.apiKey}` },
    readTryMs: timeouts.readTryMs,
    clock,
    log: config.log,
  };
  return {
    send: (call) => send(setup, call),
    generation: createGenerationChoice({
      configured: config.generation,
      probe: (path, withKey) =>
        transport({
          method: "GET",
          path,
          headers: withKey ? setup.headers : publicHeaders,
          body: null,
          timeoutMs: timeouts.readTryMs,
          maxBytes: maxDescriptionBytes,
        }),
      now: clock.now,
      guessed: (generation) => config.log({ event: "connect_generation_guessed", generation }),
    }),
    createDeadline: (withinMs = timeouts.createMs) =>
      clock.now() + Math.min(withinMs, timeouts.createMs),
    readDeadline: () => clock.now() + timeouts.readMs,
  };
}
