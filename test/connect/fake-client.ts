import type { ServerResponse } from "node:http";
import { type ConnectClient, createConnectClient } from "@/lib/server/connect/client";
import type { ConnectConfig } from "@/lib/server/connect/setup";
import { type FakeApi, type Seen, startFakeApi } from "./fake-api";

/** Planted: must be found nowhere but in a request. */
export const apiKey = "mb_sk_sbx_planted";

/** For tests only: a client that does not wait between its tries. */
export function clientFor(apiUrl: string, more: Partial<ConnectConfig> = {}): ConnectClient {
  return createConnectClient({
    apiUrl,
    apiKey,
    generation: "sessions",
    version: "2026-04-25",
    linkOrigins: ["https://app.medblocks.com"],
    log: () => {},
    clock: { sleep: async () => {}, random: () => 0 },
    ...more,
  });
}

/** For tests only: a client and the API it talks to. */
export async function startClient(
  answer: (request: Seen, response: ServerResponse) => void,
  more: Partial<ConnectConfig> = {},
): Promise<FakeApi & { client: ConnectClient }> {
  const api = await startFakeApi(answer);
  return { ...api, client: clientFor(api.origin, more) };
}
