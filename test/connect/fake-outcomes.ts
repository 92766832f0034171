import { ok } from "@/lib/result";
import type { Call } from "@/lib/server/connect/call";
import type { Answer, Outcome, WireRequest } from "@/lib/server/connect/transport";
import type { LogFields } from "@/lib/server/log";

/** One answer of the API, outside HTTP. */
export function answer(status: number, body: unknown, more: Partial<Answer> = {}): Answer {
  return {
    kind: "answer",
    status,
    contentType: "application/json; charset=utf-8",
    retryAfter: null,
    requestId: "req-1",
    text: typeof body === "string" ? body : JSON.stringify(body),
    problem: null,
    ...more,
  };
}

export const good = answer(200, { word: "hello" });
export const dropped: Outcome = { kind: "no-answer", cause: "dropped" };

export const read: Call<unknown> = {
  operation: "read_word",
  path: "/patients/MRN10023",
  parse: (json) => ok(json),
  deadline: 8000,
};
export const create: Call<unknown> = {
  ...read,
  operation: "make_word",
  body: '{"name":"Jane Doe"}',
};

/** Plays the outcomes one after the other, each taking `takesMs`, on a clock that only it moves. */
export function playing(outcomes: Outcome[], takesMs = 0) {
  const requests: WireRequest[] = [];
  const waits: number[] = [];
  const lines: LogFields[] = [];
  let time = 0;
  const setup = {
    transport: async (request: WireRequest) => {
      requests.push(request);
      time += Math.min(takesMs, request.timeoutMs);
      return outcomes[requests.length - 1] ?? dropped;
    },
    headers: { authorization: "Bearer mb_sk_sbx_planted" },
    readTryMs: 4000,
    clock: {
      now: () => time,
      sleep: async (ms: number) => {
        waits.push(ms);
        time += ms;
      },
      random: () => 0,
    },
    quiet: { until: 0 },
    log: (line: LogFields) => lines.push(line),
  };
  return { setup, requests, waits, lines };
}
