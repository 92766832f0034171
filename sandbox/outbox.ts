import {
  attempt,
  bodyOf,
  type Delivery,
  type Disguise,
  type Endpoint,
  newDelivery,
} from "./deliveries";
import { createSchedule } from "./schedule";
import type { Settings } from "./settings";

/** What the outbox needs to know of the sandbox that it belongs to. */
export type OutboxSurroundings = {
  settings: () => Settings;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Null, or what is wrong with a delivery's body. */
  check: (body: unknown) => string | null;
  /** Told of every event of ours that breaks the contract. */
  report: (line: string) => void;
};

/** The endpoints and what is sent to them. */
export type Outbox = {
  endpoints: Map<string, Endpoint>;
  /** Oldest first. */
  deliveries: () => readonly Delivery[];
  /** Puts an event on its way to every endpoint that wants it. */
  emit: (type: string, object: unknown) => void;
  /** Sends it now, besides the schedule. */
  send: (delivery: Delivery, endpoint: Endpoint, disguise?: Disguise) => Promise<void>;
  /** Stops what is on its way, and all events to come until it is active again. */
  disable: (endpoint: Endpoint) => void;
  /** Forgets an endpoint and all that was sent to it. */
  remove: (endpoint: Endpoint) => void;
  /** Does something after a while, unless a reset or the end comes first. */
  later: (ms: number, work: () => void) => void;
  /** When the next attempts are made; for tests. */
  settle: () => Promise<void>;
  hurry: () => Promise<void>;
  hold: () => void;
  release: (order: "oldest" | "newest") => Promise<void>;
  isHeld: () => boolean;
  close: () => void;
};

const minute = 60_000;
/** Before each of the nine attempts. */
const pauses = [0, 1, 5, 30, 2 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60].map((m) => m * minute);
const keptDeliveries = 5000;

export function createOutbox({ settings, now, check, report }: OutboxSurroundings): Outbox {
  const endpoints = new Map<string, Endpoint>();
  const closing = new AbortController();
  const schedule = createSchedule(attemptAsPlanned);
  const timers = createSchedule(async (work: () => void) => work());
  let deliveries: Delivery[] = [];

  async function send(delivery: Delivery, endpoint: Endpoint, disguise?: Disguise): Promise<void> {
    if (!deliveries.includes(delivery)) deliveries.push(delivery);
    if (deliveries.length > keptDeliveries) deliveries.shift();
    const inTime = AbortSignal.timeout(settings().webhookAnswerMs);
    const signal = AbortSignal.any([inTime, closing.signal]);
    await attempt(delivery, endpoint, now(), signal, disguise);
    if (delivery.deliveredAt !== null) stop(delivery);
  }

  async function attemptAsPlanned(delivery: Delivery): Promise<void> {
    delivery.nextAttemptAt = null;
    const endpoint = endpoints.get(delivery.endpointId);
    if (endpoint?.status !== "active") return;
    await send(delivery, endpoint);
    const isOver = closing.signal.aborted || !endpoints.has(endpoint.id);
    if (delivery.deliveredAt === null && !isOver) planNext(delivery, endpoint);
  }

  /** After the last attempt the endpoint is switched off, and nobody is told. */
  function planNext(delivery: Delivery, endpoint: Endpoint): void {
    const pause = pauses[delivery.attempts.length];
    if (pause === undefined) disable(endpoint);
    if (pause === undefined || endpoint.status !== "active") return;
    const waitMs = pause / settings().webhookSpeed;
    delivery.nextAttemptAt = now() + waitMs;
    schedule.plan(delivery, waitMs);
  }

  function stop(delivery: Delivery): void {
    delivery.nextAttemptAt = null;
    schedule.cancel(delivery);
  }

  function disable(endpoint: Endpoint): void {
    endpoint.status = "disabled";
    endpoint.updatedAt = now();
    for (const delivery of deliveries) if (delivery.endpointId === endpoint.id) stop(delivery);
  }

  return {
    endpoints,
    deliveries: () => deliveries,
    emit: (type, object) => {
      for (const endpoint of endpoints.values()) {
        const isWanted = endpoint.events.includes("*") || endpoint.events.includes(type);
        if (endpoint.status !== "active" || !isWanted) continue;
        const delivery = newDelivery(endpoint, type, object, now());
        const wrong = check(bodyOf(delivery));
        if (wrong !== null) report(`The sandbox broke the contract with ${type}: ${wrong}`);
        deliveries.push(delivery);
        planNext(delivery, endpoint);
      }
    },
    send,
    disable,
    remove: (endpoint) => {
      disable(endpoint);
      endpoints.delete(endpoint.id);
      deliveries = deliveries.filter(({ endpointId }) => endpointId !== endpoint.id);
    },
    later: (ms, work) => timers.plan(work, ms),
    settle: schedule.settle,
    hurry: schedule.hurry,
    hold: schedule.hold,
    release: schedule.release,
    isHeld: schedule.isHeld,
    close: () => {
      closing.abort();
      schedule.close();
      timers.close();
    },
  };
}
