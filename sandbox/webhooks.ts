import { randomBytes } from "node:crypto";
import { z } from "zod";
import { apiVersion, bodyOf, type Delivery, type Endpoint } from "./deliveries";
import { type Refusal, refuse } from "./envelope";
import { families } from "./families";
import { answer, type Call, type Handler, type Outcome, refused } from "./handler";
import { newId } from "./ids";
import { badCursor, pageOf } from "./paging";
import { isLoopback } from "./post";
import type { Settings } from "./settings";
import { isoTime } from "./store";

// The contract has checked the bodies already; these only tell the compiler so.
const shared = {
  url: z.string(),
  events: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
};
const createInput = z.object({
  ...shared,
  description: z.string().default(""),
  metadata: shared.metadata.default({}),
});
const updateInput = z
  .object({
    ...shared,
    description: z.string().nullable(),
    status: z.enum(["active", "disabled"]),
  })
  .partial();
const listQuery = z.object({ limit: z.number(), starting_after: z.string().optional() });
const endpointQuery = listQuery.extend({ status: z.enum(["active", "disabled"]).optional() });

const redeliverAgainMs = 60_000;

export const webhookHandlers = {
  createWebhook: ({ state, body }) => {
    const { url, events, description, metadata } = createInput.parse(body);
    const refusal = endpointRefusal({ url, events }, state.settings);
    if (refusal) return refused(refusal);
    const now = state.now();
    const endpoint: Endpoint = {
      id: newId("wh_", now),
      url,
      events,
      status: "active",
      description: description || null,
      metadata,
      secret: newSecret(),
      createdAt: now,
      updatedAt: now,
    };
    state.outbox.endpoints.set(endpoint.id, endpoint);
    return answer(withSecret(endpoint));
  },

  listWebhooks: ({ state, query: given }) => {
    const query = endpointQuery.parse(given);
    const newestFirst = [...state.outbox.endpoints.values()].reverse();
    const isMeant = ({ status }: Endpoint) => (query.status ?? status) === status;
    const page = pageOf(newestFirst, query, isMeant, endpointView);
    return page ? answer(page) : refused(badCursor);
  },

  getWebhook: (call) => withEndpoint(call, (endpoint) => answer(endpointView(endpoint))),

  updateWebhook: (call) =>
    withEndpoint(call, (endpoint) => {
      const { state } = call;
      const changes = updateInput.parse(call.body);
      const { url = endpoint.url, events = endpoint.events } = changes;
      const refusal = endpointRefusal({ url, events }, state.settings);
      if (refusal) return refused(refusal);
      if (changes.status === "disabled") state.outbox.disable(endpoint);
      Object.assign(endpoint, changes, { updatedAt: state.now() });
      return answer(endpointView(endpoint));
    }),

  deleteWebhook: (call) =>
    withEndpoint(call, (endpoint) => {
      call.state.outbox.remove(endpoint);
      return answer({ id: endpoint.id, resource_type: "webhook_endpoint", deleted: true });
    }),

  rotateWebhookSecret: (call) =>
    withEndpoint(call, (endpoint) => {
      endpoint.secret = newSecret();
      endpoint.updatedAt = call.state.now();
      return answer(withSecret(endpoint));
    }),

  listWebhookEvents: (call) =>
    withEndpoint(call, (endpoint) => {
      const isMeant = ({ endpointId }: Delivery) => endpointId === endpoint.id;
      const newestFirst = call.state.outbox.deliveries().toReversed();
      const page = pageOf(newestFirst, listQuery.parse(call.query), isMeant, eventView);
      return page ? answer(page) : refused(badCursor);
    }),

  redeliverWebhookEvent: ({ state, path }) => {
    const delivery = state.outbox.deliveries().find(({ id }) => id === path.id);
    const endpoint = state.outbox.endpoints.get(delivery?.endpointId ?? "");
    if (!delivery || !endpoint) return refused(refuse("resource_not_found", "id"));
    const waitMs = (delivery.redeliveredAt ?? 0) + redeliverAgainMs - state.now();
    if (waitMs > 0) {
      const headers = { "Retry-After": String(Math.ceil(waitMs / 1000)) };
      return refused({ ...refuse("throttled"), headers });
    }
    delivery.redeliveredAt = state.now();
    void state.outbox.send(delivery, endpoint);
    return answer(eventView(delivery));
  },
} satisfies Record<string, Handler>;

/** The endpoint as the API shows it, never with its secret. */
export function endpointView({ secret: _, createdAt, updatedAt, ...endpoint }: Endpoint) {
  return {
    ...endpoint,
    resource_type: "webhook_endpoint",
    api_version: apiVersion,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  };
}

function withSecret(endpoint: Endpoint) {
  return { ...endpointView(endpoint), secret: endpoint.secret };
}

/** A delivery as the API's own list of events has it. */
function eventView(delivery: Delivery) {
  const { object: _, ...body } = bodyOf(delivery);
  const last = delivery.attempts.at(-1);
  return {
    ...body,
    resource_type: "event",
    webhook_endpoint_id: delivery.endpointId,
    attempts: delivery.attempts.length,
    next_attempt_at: isoTimeOrNull(delivery.nextAttemptAt),
    delivered_at: isoTimeOrNull(delivery.deliveredAt),
    last_status_code: last?.status ?? null,
    last_response_body: last?.body ?? null,
    last_redelivered_at: isoTimeOrNull(delivery.redeliveredAt),
  };
}

function withEndpoint({ state, path }: Call, work: (endpoint: Endpoint) => Outcome): Outcome {
  const endpoint = state.outbox.endpoints.get(path.id ?? "");
  return endpoint ? work(endpoint) : refused(refuse("resource_not_found", "id"));
}

/** What the contract's schema cannot say about an endpoint. */
function endpointRefusal(
  { url, events }: Pick<Endpoint, "url" | "events">,
  settings: Settings,
): Refusal | null {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    return refuse("invalid_data", "url", "url must begin with https://");
  }
  const known = ["*", ...eventNames(settings)];
  const isMixed = events.includes("*") && events.length > 1;
  if (!isMixed && events.every((name) => known.includes(name))) return null;
  return refuse("invalid_data", "events", `events must be ["*"] or names of ${known.slice(1)}`);
}

function eventNames({ families: offered }: Settings): string[] {
  return [
    ...offered.map((name) => `${families[name].resourceType}.completed`),
    "connection.token_refresh_failed",
    "records.sync.completed",
    "records.sync.failed",
  ];
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64url")}`;
}

function isoTimeOrNull(time: number | null): string | null {
  return time === null ? null : isoTime(time);
}
