import { fail, ok, type Result } from "@/lib/result";
import type { ConnectClient } from "@/lib/server/connect/client";
import type { ConnectError } from "@/lib/server/connect/errors";
import { notFound } from "@/lib/server/connect/path";
import type {
  SigningEndpoint,
  WebhookCalls,
  WebhookEndpoint,
} from "@/lib/server/connect/webhook-calls";

type Answering = <T>(
  method: keyof ConnectClient,
  work: () => Result<T, ConnectError>,
) => Promise<Result<T, ConnectError>>;

/** The part of the API in memory that sends events: only its book of endpoints, for tests. */
export function fakeWebhooks(endpoints: () => SigningEndpoint[], answer: Answering): WebhookCalls {
  const find = (id: string) => endpoints().find((endpoint) => endpoint.id === id);
  const told = ({ id, url, status }: SigningEndpoint): WebhookEndpoint => ({ id, url, status });
  return {
    createWebhook: ({ url }) =>
      answer("createWebhook", () => {
        const number = endpoints().length + 1;
        const endpoint: SigningEndpoint = {
          ...{ id: `wh_${number}`, url, status: "active" },
          secret: `whsec_made_up_${number}`,
        };
        endpoints().push(endpoint);
        return ok({ ...endpoint });
      }),
    getWebhook: (id) =>
      answer("getWebhook", () => {
        const endpoint = find(id);
        return found(endpoint && told(endpoint));
      }),
    listWebhooks: () =>
      answer("listWebhooks", () =>
        ok({ items: endpoints().map(told), isWhole: true, requestId: "req_listed" }),
      ),
    updateWebhook: (id, { status }) =>
      answer("updateWebhook", () => {
        const endpoint = find(id);
        if (endpoint) endpoint.status = status;
        return found(endpoint && told(endpoint));
      }),
    rotateWebhookSecret: (id) =>
      answer("rotateWebhookSecret", () => {
        const endpoint = find(id);
        if (endpoint) endpoint.secret += "_rotated";
        return found(endpoint && { ...endpoint });
      }),
    deleteWebhook: (id) =>
      answer("deleteWebhook", () => {
        const at = endpoints().findIndex((endpoint) => endpoint.id === id);
        if (at >= 0) endpoints().splice(at, 1);
        return found(at >= 0 ? { id } : undefined);
      }),
  };
}

function found<T>(value: T | undefined): Result<T, ConnectError> {
  return value === undefined ? fail(notFound) : ok(value);
}
