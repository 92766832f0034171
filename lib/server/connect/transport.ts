import "server-only";
import { type Dispatcher, Pool, ProxyAgent } from "undici";
import { neverInsideAct } from "@/lib/server/inside-act";

export type WireRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path and query, already encoded. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
  /** For the whole exchange, from waiting for a connection to the last byte. */
  timeoutMs: number;
  maxBytes: number;
};

export type Outcome =
  | Answer
  /** Not one byte of the request left, and none will. */
  | { kind: "not-sent"; cause: NotSentCause }
  /** The request left, or part of it; nothing came back. */
  | { kind: "no-answer"; cause: "timeout" | "dropped" };

/** An answer whose status can be believed. `problem` says why its text cannot. */
export type Answer = {
  kind: "answer";
  status: number;
  contentType: string;
  retryAfter: string | null;
  requestId: string | null;
  text: string;
  problem: "timeout" | "cut-off" | "too-large" | "not-json" | null;
};

export type NotSentCause =
  | "refused"
  | "dns"
  | "tls"
  | "connect-timeout"
  | "no-route"
  /** The proxy on the way lets nothing through. */
  | "proxy"
  | "other";

export type Transport = (request: WireRequest) => Promise<Outcome>;

/** What every answer says of the API itself, beside what was asked. */
export type Heard = {
  requestId: string | null;
  /** As the API's clock has it, unparsed. */
  date: string | null;
  /** The built-in sandbox says so of itself. */
  isSandbox: boolean;
};

/**
 * Connections of our own to one origin. Not the global `fetch`: Next patches it, it follows
 * redirects, and its errors do not say whether anything was sent.
 *
 * @param connections how many at most; so many that hanging creates never hold up a read
 * @param hear told of every answer as it begins
 * @param proxy through which all of them go; null: none does
 */
export function createTransport(
  origin: string,
  connectTimeoutMs: number,
  connections = 256,
  hear: (heard: Heard) => void = () => {},
  proxy: string | null = null,
): Transport {
  const connect = { timeout: connectTimeoutMs };
  const limits = {
    connections,
    // One request at a time on each.
    pipelining: 1,
    // Clinic firewalls forget quiet connections, and a request on a forgotten one is lost.
    keepAliveMaxTimeout: 30_000,
    // The exchange has one deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const dispatcher: Dispatcher =
    proxy === null
      ? new Pool(origin, { ...limits, connect })
      : new ProxyAgent({ ...limits, uri: proxy, proxyTls: connect, requestTls: connect });

  return (request) =>
    new Promise((resolve) => {
      neverInsideAct("call the API");
      if (request.timeoutMs <= 0) return resolve({ kind: "not-sent", cause: "connect-timeout" });
      const { method, path, headers, body } = request;
      const exchange = new Exchange(request, resolve, hear);
      dispatcher.dispatch({ origin, method, path, headers, body }, exchange);
    });
}

/**
 * One request and its answer. undici calls `onRequestStart` right before it writes to the socket;
 * that alone decides between "nothing was sent" and "sent, and lost", whatever the error is called.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (outcome: Outcome) => void;
  readonly #hear: (heard: Heard) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #bytesLeft: number;
  #controller: Dispatcher.DispatchController | null = null;
  #head: Omit<Answer, "text" | "problem"> | null = null;
  #settled = false;

  constructor(
    limits: { timeoutMs: number; maxBytes: number },
    resolve: (outcome: Outcome) => void,
    hear: (heard: Heard) => void,
  ) {
    this.#resolve = resolve;
    this.#hear = hear;
    this.#bytesLeft = limits.maxBytes;
    this.#timer = setTimeout(() => this.#giveUp("timeout"), limits.timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Too late or for the second time: the caller counts on nothing being sent then.
    if (this.#settled || this.#controller) controller.abort(new Error("not to be sent"));
    else this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: Headers): void {
    if (status < 200) return;
    const requestId = cleanRequestId(first(headers["x-request-id"]));
    this.#head = {
      kind: "answer",
      status,
      contentType: first(headers["content-type"]) ?? "",
      retryAfter: first(headers["retry-after"]),
      requestId,
    };
    const isSandbox = first(headers["x-connect-desk-sandbox"]) !== null;
    this.#hear({ requestId, date: first(headers.date), isSandbox });
    // We asked for plain bytes; unpacking nothing is the safest cap on what it would unpack to.
    const encoding = first(headers["content-encoding"]) ?? "identity";
    if (encoding !== "identity") this.#giveUp("not-json");
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#bytesLeft -= chunk.length;
    if (this.#bytesLeft < 0) this.#giveUp("too-large");
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#head) this.#settle(this.#answer(this.#head, null));
  }

  onResponseError(_: unknown, error: Error): void {
    if (this.#head) this.#settle(this.#answer(this.#head, "cut-off"));
    else if (this.#controller) this.#settle({ kind: "no-answer", cause: "dropped" });
    else this.#settle({ kind: "not-sent", cause: notSentCause(error) });
  }

  /** Takes what there is and closes the socket: what still comes on it belongs to nobody. */
  #giveUp(why: "timeout" | "too-large" | "not-json"): void {
    if (this.#head) this.#settle(this.#answer(this.#head, why));
    else if (this.#controller) this.#settle({ kind: "no-answer", cause: "timeout" });
    else this.#settle({ kind: "not-sent", cause: "connect-timeout" });
    this.#controller?.abort(new Error(why));
  }

  #answer(head: Omit<Answer, "text" | "problem">, problem: Answer["problem"]): Answer {
    return { ...head, text: Buffer.concat(this.#chunks).toString("utf8"), problem };
  }

  #settle(outcome: Outcome): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    // Only the first call has an effect.
    this.#resolve(outcome);
  }
}

type Headers = Record<string, string | string[] | undefined>;

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

/** A request id as it may be shown and logged: 1 to 128 printable ASCII characters, else null. */
export function cleanRequestId(text: string | null): string | null {
  return text !== null && /^[\x21-\x7e]{1,128}$/.test(text) ? text : null;
}

const causes: Record<string, NotSentCause> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ETIMEDOUT: "connect-timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
  EHOSTUNREACH: "no-route",
  ENETUNREACH: "no-route",
  EPROTO: "tls",
};

/** In words, from the code of an error that came before anything was sent. */
export function notSentCause(error: Error): NotSentCause {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const certificate = /^ERR_(TLS|SSL)_|CERT|SIGNATURE|CRL|^HOSTNAME_MISMATCH$/.test(code);
  if (/^Proxy response \(\d+\)/.test(error.message)) return "proxy";
  return certificate ? "tls" : (causes[code] ?? "other");
}
