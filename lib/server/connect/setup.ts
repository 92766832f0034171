import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "@/lib/result";
import { steadyMs } from "@/lib/server/clock";
import type { LogFields } from "@/lib/server/log";
import { type Call, type CallSetup, type Clock, send } from "./call";
import type { ConnectError } from "./errors";
import { createGenerationChoice, type Generation, type Probe } from "./generations";
import { createTransport, type Transport } from "./transport";

export type ConnectConfig = {
  /** Origin only. */
  apiUrl: string;
  apiKey: string;
  generation: Generation | "auto";
  /** Origins that a hosted link may have. */
  linkOrigins: readonly string[];
  log: (line: LogFields) => void;
  /** Told the request id of every answer that has one. */
  heard?: (requestId: string) => void;
  /** Told the generation when it was detected. */
  found?: (generation: Generation) => void;
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
  /** Reads any address once, however it answers. */
  probe: Probe;
  /** The generation to create and list in. */
  generation: () => Promise<Generation>;
  /** The moment by which a create that starts now must be over, in milliseconds since 1970. */
  createDeadline: (withinMs?: number) => number;
  readDeadline: () => number;
};

export function prepareCalls(config: ConnectConfig): Calls {
  const timeouts = { ...defaultTimeouts, ...config.timeouts };
  const clock = { now: steadyMs, sleep, random: Math.random, ...config.clock };
  const transport = listening(createTransport(config.apiUrl, timeouts.connectMs), config.heard);
  const setup: CallSetup = {
    transport,
    headers: { ...publicHeaders, authorization: `Bearer ${config.apiKey}` },
    readTryMs: timeouts.readTryMs,
    clock,
    log: config.log,
  };
  const probe: Probe = (path, withKey) =>
    transport({
      method: "GET",
      path,
      headers: withKey ? setup.headers : publicHeaders,
      body: null,
      timeoutMs: timeouts.readTryMs,
      maxBytes: maxDescriptionBytes,
    });
  return {
    send: (call) => send(setup, call),
    probe,
    generation: createGenerationChoice({
      configured: config.generation,
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

function listening(transport: Transport, heard: ConnectConfig["heard"]): Transport {
  return async (request) => {
    const outcome = await transport(request);
    if (outcome.kind === "answer" && outcome.requestId) heard?.(outcome.requestId);
    return outcome;
  };
}
