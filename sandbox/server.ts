import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { createApi } from "./api";
import { createCallLog } from "./calls";
import { type Contract, loadContract } from "./contract";
import { answerControl, isLocal } from "./control";
import { createFaultBox } from "./faults";
import { answerHostedPage } from "./hosted-page";
import { readExchange } from "./http";
import { createOutbox } from "./outbox";
import { type Settings, settingsSchema } from "./settings";
import { createSourceIndex } from "./source-index";
import type { State } from "./state";
import { createStore } from "./store";

const loopback = "127.0.0.1";
/** Never changes; read once, however often a test starts a sandbox. */
let contract: Contract | undefined;

/** The key that is accepted unless others are given. Made up; it opens nothing anywhere. */
export const demoKey = "mb_sk_sbx_connect_desk_demo";

export type SandboxOptions = {
  /** 0, the default: any free one. */
  port?: number;
  /** A network address to answer on besides loopback, for a phone in the same network. */
  host?: string;
  /** Origin of the hosted links; default: where the sandbox listens. */
  publicOrigin?: string;
  keys?: readonly string[];
  settings?: Partial<Settings>;
  /** Milliseconds since 1970; default: the clock. */
  now?: () => number;
  /** Told of everything that should not happen; default: a line on stderr. */
  report?: (line: string) => void;
};

export type Sandbox = {
  /** Where programs on this machine reach it. */
  origin: string;
  state: State;
  /** Ends every connection at once. */
  close: () => Promise<void>;
};

/**
 * Starts a sandbox.
 *
 * @throws when it cannot listen, with the `code` of Node's own error, such as `EADDRINUSE`
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = loopback, report = reportOnStderr, keys = [demoKey] } = options;
  const settings = settingsSchema.parse(options.settings ?? {});
  contract ??= loadContract();
  const { port, servers } = await listenOn(options.port ?? 0, host);
  const linkHost = isEveryAddress(host) ? loopback : isIPv6(host) ? `[${host}]` : host;
  const { checkDelivery: check } = contract;
  const now = options.now ?? Date.now;
  const newOutbox = () => createOutbox({ settings: () => state.settings, now, check, report });
  const state: State = {
    settings,
    store: createStore(),
    sources: createSourceIndex(settings.catalogSize),
    faults: createFaultBox(),
    calls: createCallLog(),
    keys: new Set(keys),
    publicOrigin: options.publicOrigin ?? `http://${linkHost}:${port}`,
    outbox: newOutbox(),
    newOutbox,
    now,
  };
  const answerApi = createApi(contract, report);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    response.setHeader("X-Request-Id", requestId);
    // How the desk knows that its hospitals are made up, wherever it runs.
    if (state.settings.introduces) {
      response.setHeader("X-Connect-Desk-Sandbox", "made-up hospitals");
    }
    const exchange = await readExchange(request, response, requestId);
    const area = exchange.segments?.[0];
    if (area === "__sandbox" && isLocal(exchange)) return answerControl(state, exchange, settings);
    if (area === "c") return answerHostedPage(state, exchange);
    return answerApi(state, exchange);
  }

  async function close(): Promise<void> {
    state.outbox.close();
    await closeAll(servers);
  }

  for (const server of servers) {
    server.on("request", (request, response) => {
      answer(request, response).catch((error: unknown) => {
        // A client may leave at any moment; everything else is a mistake of ours.
        if (response.destroyed) return;
        report(`The sandbox failed: ${String(error)}`);
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
    });
  }
  return { origin: `http://${loopback}:${port}`, state, close };
}

/** Whatever the address, this machine's own programs keep reaching the sandbox on loopback. */
async function listenOn(wantedPort: number, host: string) {
  const addresses = isEveryAddress(host) ? [host] : new Set([loopback, host]);
  const servers: Server[] = [];
  let port = wantedPort;
  for (const address of addresses) {
    const server = createServer();
    server.listen(port, address);
    try {
      await once(server, "listening");
    } catch (error) {
      await closeAll(servers);
      throw error;
    }
    servers.push(server);
    const bound = server.address();
    if (typeof bound === "object" && bound) port = bound.port;
  }
  return { port, servers };
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
}

function isEveryAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function reportOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
