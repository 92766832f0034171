import { z } from "zod";
import { type Delivery, type Endpoint, newDelivery } from "./deliveries";
import type { JsonAnswer } from "./http";
import { sessionView } from "./sessions";
import type { State } from "./state";
import { endpointView } from "./webhooks";

const eventSchema = z.strictObject({
  type: z.string().default("session.completed"),
  /** What the event is about; or the id of a session, which is then shown as it is. */
  object: z.record(z.string(), z.unknown()).default({}),
  session: z.string().optional(),
  /** Default: the endpoint that was made last. */
  endpointId: z.string().optional(),
  id: z.string().optional(),
  /** Seconds since 1970, as the signature has them. */
  time: z.int().optional(),
  secret: z.string().optional(),
  signature: z.string().nullable().optional(),
  rawBody: z.string().optional(),
  alter: z.boolean().default(false),
  /** Makes the body longer by so much. */
  padBytes: z.int().min(0).max(16_000_000).default(0),
  /** So many at once, all with the same id. */
  copies: z.int().min(1).max(100).default(1),
});
const redeliverSchema = z.strictObject({ eventId: z.string() });
const releaseSchema = z.strictObject({ order: z.enum(["oldest", "newest"]).default("oldest") });

const nothingThere: JsonAnswer = {
  status: 404,
  body: { error: "There is nothing at this address." },
};

/** The part of the control address below `webhooks`. README.md lists what it takes. */
export async function answerWebhookControl(
  state: State,
  method: string,
  verb: string | undefined,
  body: unknown,
): Promise<JsonAnswer> {
  const { outbox } = state;
  switch (`${method} ${verb ?? ""}`) {
    case "GET ":
      return overview(state);
    case "POST events":
      return sendEvent(state, body);
    case "POST redeliver":
      return redeliver(state, body);
    case "POST settle":
      await outbox.settle();
      return overview(state);
    case "POST hurry":
      await outbox.hurry();
      return overview(state);
    case "POST hold":
      outbox.hold();
      return overview(state);
    case "POST release": {
      const given = releaseSchema.safeParse(body);
      if (!given.success) return malformed(given.error);
      await outbox.release(given.data.order);
      return overview(state);
    }
    case "POST disable":
      for (const endpoint of outbox.endpoints.values()) outbox.disable(endpoint);
      return overview(state);
  }
  return nothingThere;
}

async function sendEvent(state: State, body: unknown): Promise<JsonAnswer> {
  const given = eventSchema.safeParse(body);
  if (!given.success) return malformed(given.error);
  const { endpointId, id, type, object, session: sessionId, padBytes, copies } = given.data;
  const endpoints = [...state.outbox.endpoints.values()];
  const endpoint = endpointId ? state.outbox.endpoints.get(endpointId) : endpoints.at(-1);
  if (!endpoint) return { status: 404, body: { error: "There is no such endpoint." } };
  const session = state.store.sessions.get(sessionId ?? "");
  const shown = session ? sessionView(session, state.now()) : object;
  const padded = padBytes === 0 ? shown : { ...shown, padding: "x".repeat(padBytes) };

  const delivery = newDelivery(endpoint, type, padded, state.now());
  if (id !== undefined) delivery.id = id;
  const sendOne = () => state.outbox.send(delivery, endpoint, given.data);
  await Promise.all(Array.from({ length: copies }, sendOne));
  return { status: 200, body: deliveryView(delivery) };
}

async function redeliver(state: State, body: unknown): Promise<JsonAnswer> {
  const given = redeliverSchema.safeParse(body);
  if (!given.success) return malformed(given.error);
  const delivery = state.outbox.deliveries().findLast(({ id }) => id === given.data.eventId);
  const endpoint = state.outbox.endpoints.get(delivery?.endpointId ?? "");
  if (!delivery || !endpoint) return nothingThere;
  delivery.redeliveredAt = state.now();
  await state.outbox.send(delivery, endpoint);
  return { status: 200, body: deliveryView(delivery) };
}

function overview({ outbox }: State): JsonAnswer {
  const endpoints = [...outbox.endpoints.values()].map((endpoint: Endpoint) => ({
    ...endpointView(endpoint),
    secret: endpoint.secret,
  }));
  const deliveries = outbox.deliveries().map(deliveryView);
  return { status: 200, body: { held: outbox.isHeld(), endpoints, deliveries } };
}

function deliveryView({ object: _, ...delivery }: Delivery) {
  return delivery;
}

function malformed(error: z.ZodError): JsonAnswer {
  return { status: 400, body: { error: z.prettifyError(error) } };
}
