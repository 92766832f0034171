import "server-only";
import { z } from "zod";
import { fail, type Result } from "@/lib/result";
import { answered, believe, believeId } from "./believe";
import { collectPages, type Listed } from "./collect-pages";
import type { ConnectError } from "./errors";
import { notFound, pathSegment, withQuery } from "./path";
import type { Calls } from "./setup";
import { parsePage } from "./wire";

/** An address that the API tells of events. */
export type WebhookEndpoint = {
  /** `wh_…`. */
  id: string;
  url: string;
  /** `disabled`: the API sends nothing; after nine failed tries it switches to that by itself, silently. */
  status: "active" | "disabled" | "other";
};

/** `secret` signs every delivery; the API tells it here and never again. */
export type SigningEndpoint = WebhookEndpoint & { secret: string };

type Answered<T> = Promise<Result<T, ConnectError>>;

/**
 * The endpoints for webhooks, which the oldest generation does not have: `isMissingCall` tells
 * from the error. Writes go out once, whatever becomes of them.
 */
export type WebhookCalls = {
  /** For events of every kind: the only choice that means the same in each generation. */
  createWebhook(endpoint: { url: string; description: string }): Answered<SigningEndpoint>;
  getWebhook(id: string): Answered<WebhookEndpoint>;
  listWebhooks(): Answered<Listed<WebhookEndpoint>>;
  updateWebhook(id: string, change: { status: "active" | "disabled" }): Answered<WebhookEndpoint>;
  /** The secret before stops signing at once. */
  rotateWebhookSecret(id: string): Answered<SigningEndpoint>;
  deleteWebhook(id: string): Answered<{ id: string }>;
};

const wireEndpointSchema = z
  .object({
    resource_type: z.literal("webhook_endpoint"),
    id: z.string().regex(/^wh_/),
    url: z.string(),
    status: z.enum(["active", "disabled"]).or(z.string().transform(() => "other" as const)),
  })
  .transform(({ id, url, status }): WebhookEndpoint => ({ id, url, status }));

const wireSigningSchema = wireEndpointSchema.and(
  z.object({ secret: z.string().regex(/^whsec_[\x21-\x7e]{8,500}$/) }),
);

const wireDeletedSchema = z.object({
  resource_type: z.literal("webhook_endpoint"),
  id: z.string(),
  deleted: z.literal(true),
});

export function webhookCalls({ send, createDeadline, readDeadline }: Calls): WebhookCalls {
  return {
    createWebhook: ({ url, description }) =>
      send({
        operation: "create_webhook",
        path: "/webhooks",
        body: JSON.stringify({ url, events: ["*"], description }),
        parse: (json) => believe(asOrNull(wireSigningSchema, json)),
        deadline: createDeadline(),
      }),

    getWebhook: (id) =>
      withPath(id, (path) =>
        send({
          operation: "get_webhook",
          path,
          parse: (json) => believeId(asOrNull(wireEndpointSchema, json), id, "wrong-shape"),
          deadline: readDeadline(),
        }),
      ),

    async listWebhooks() {
      const deadline = readDeadline();
      return collectPages((cursor) =>
        send({
          operation: "list_webhooks",
          path: withQuery("/webhooks", { limit: 100, starting_after: cursor }),
          parse: (json, requestId) => {
            const page = parsePage(json, (item) => asOrNull(wireEndpointSchema, item));
            return answered(believe(page), requestId);
          },
          deadline,
        }),
      );
    },

    updateWebhook: (id, change) =>
      withPath(id, (path) =>
        send({
          operation: "update_webhook",
          method: "PATCH",
          path,
          body: JSON.stringify(change),
          parse: (json) => believeId(asOrNull(wireEndpointSchema, json), id, "wrong-shape"),
          deadline: createDeadline(),
        }),
      ),

    rotateWebhookSecret: (id) =>
      withPath(id, (path) =>
        send({
          operation: "rotate_webhook_secret",
          method: "POST",
          path: `${path}/rotate-secret`,
          parse: (json) => believeId(asOrNull(wireSigningSchema, json), id, "wrong-shape"),
          deadline: createDeadline(),
        }),
      ),

    deleteWebhook: (id) =>
      withPath(id, (path) =>
        send({
          operation: "delete_webhook",
          method: "DELETE",
          path,
          parse: (json) => believeId(asOrNull(wireDeletedSchema, json), id, "wrong-shape"),
          deadline: createDeadline(),
        }),
      ),
  };
}

async function withPath<T>(id: string, call: (path: string) => Answered<T>): Answered<T> {
  const segment = pathSegment(id);
  return segment ? call(`/webhooks/${segment}`) : fail(notFound);
}

function asOrNull<T>(schema: z.ZodType<T>, json: unknown): T | null {
  return schema.safeParse(json).data ?? null;
}
