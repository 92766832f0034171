/** The API's three names for a session, and so for its addresses. */
export type ApiGeneration = "sessions" | "patient-flows" | "patient-sessions";

/** What the desk is connected to; never the key. */
export type ConnectionFacts = {
  /** `demo`: the stand-in on this computer; `unknown`: the key does not begin like one of Medblocks. */
  environment: "demo" | "sandbox" | "live" | "unknown";
  apiUrl: string;
  /** Host and port of the proxy on the way there; null: none. */
  proxy: string | null;
  generation: ApiGeneration | "auto";
  /** What was found by reading, now or before an earlier start; null: nothing had to be. */
  detected: ApiGeneration | null;
  /** Of the API's last answer to anybody at this desk since the server started. */
  lastAnswer: ApiAnswer | null;
};

/** `at` is ISO 8601 UTC. */
export type ApiAnswer = { requestId: string; at: string };

/** What a check found, which only reads. */
export type ConnectionVerdict =
  /**
   * Everything that making a link needs answers. `missing`: the configured generation, which the API
   * does not know, so that this desk uses the other.
   */
  | { kind: "well"; generation: ApiGeneration; missing: ApiGeneration | null }
  /** 401. */
  | { kind: "key-refused" }
  /** 403, for the list of hospitals or for reading links. */
  | { kind: "key-not-allowed"; what: "hospitals" | "links" }
  /** 400: the API does not know the version that it is asked for. */
  | { kind: "version-refused" }
  /** Nothing could be sent. */
  | {
      kind: "unreachable";
      cause: "refused" | "dns" | "tls" | "connect-timeout" | "no-route" | "proxy" | "other";
    }
  /** Sent, and no answer in time. */
  | { kind: "no-answer" }
  /** Something answers, and it is not the API: a web page, a redirect. */
  | { kind: "not-the-api" }
  /** The API does not know the configured generation, nor does it tell which it speaks. */
  | { kind: "other-generation"; configured: ApiGeneration }
  /** `auto`, and the API does not tell. */
  | { kind: "generation-not-told" }
  /** 402: the plan lacks this, or its patients are used up. */
  | { kind: "plan"; lacks: "feature" | "patients" }
  /** `isQuota`: all that the key may ask is used up, not this moment's share. */
  | { kind: "busy"; retryAfterSeconds: number; isQuota: boolean }
  /** The API itself reports a fault, or refuses for a reason that is not ours to know. */
  | { kind: "fault"; status: number };

/** `requestId`: of the answer that decided, to quote to support. `at` is ISO 8601 UTC. */
export type CheckedConnection = {
  verdict: ConnectionVerdict;
  requestId: string | null;
  /** Where the vendor explains the error that decided: https, without a user in it. Null: nowhere. */
  helpUrl: string | null;
  at: string;
};
