import { newId } from "./ids";
import { type Posted, post } from "./post";
import { signatureOf } from "./signature";
import { isoTime, type Metadata } from "./store";

/** A receiver that is registered. All times are milliseconds since 1970. */
export type Endpoint = {
  id: string;
  url: string;
  /** `["*"]`, or the names of the events that it wants. */
  events: string[];
  status: "active" | "disabled";
  description: string | null;
  metadata: Metadata;
  secret: string;
  createdAt: number;
  updatedAt: number;
};

/** One event on its way to one endpoint. Every attempt and redelivery carries the same id. */
export type Delivery = {
  id: string;
  endpointId: string;
  type: string;
  object: unknown;
  createdAt: number;
  /** Oldest first. */
  attempts: (Posted & { at: number })[];
  /** Null: delivered, given up, or under way just now. */
  nextAttemptAt: number | null;
  deliveredAt: number | null;
  redeliveredAt: number | null;
};

/** How a delivery sent on demand differs from an honest one. */
export type Disguise = {
  /** Seconds since 1970 that the signature claims. */
  time?: number | undefined;
  /** Signed with this instead of the endpoint's own secret. */
  secret?: string | undefined;
  /** The whole header; null: none. */
  signature?: string | null | undefined;
  /** Sent, and signed, instead of the event. */
  rawBody?: string | undefined;
  /** Whether a blank is put behind it once it is signed: the same JSON in other bytes. */
  alter?: boolean;
};

/** The date that every endpoint is pinned to. */
export const apiVersion = "2026-04-25";

export function newDelivery(endpoint: Endpoint, type: string, object: unknown, now: number) {
  const delivery: Delivery = {
    id: newId("evt_", now),
    endpointId: endpoint.id,
    type,
    object,
    createdAt: now,
    attempts: [],
    nextAttemptAt: null,
    deliveredAt: null,
    redeliveredAt: null,
  };
  return delivery;
}

/** What the receiver gets. */
export function bodyOf({ id, type, createdAt, object }: Delivery) {
  return {
    id,
    object: "event",
    type,
    api_version: apiVersion,
    created_at: isoTime(createdAt),
    data: { object },
  };
}

/** One attempt, signed at this moment, whatever the schedule says. It is noted with the delivery. */
export async function attempt(
  delivery: Delivery,
  { url, secret }: Endpoint,
  at: number,
  signal: AbortSignal,
  disguise: Disguise = {},
): Promise<void> {
  const rawBody = disguise.rawBody ?? JSON.stringify(bodyOf(delivery));
  const time = disguise.time ?? Math.floor(at / 1000);
  const { signature = signatureOf(disguise.secret ?? secret, time, rawBody) } = disguise;
  const headers = signature === null ? {} : { "Medblocks-Signature": signature };
  const posted = await post(url, headers, disguise.alter ? `${rawBody} ` : rawBody, signal);
  delivery.attempts.push({ at, ...posted });
  const { status } = posted;
  // Any 2xx will do.
  if (status !== null && status >= 200 && status < 300) delivery.deliveredAt = at;
}
