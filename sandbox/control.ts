import { z } from "zod";
import { createCallLog } from "./calls";
import { createFaultBox, faultSchema } from "./faults";
import { addAttempt, changeConnection, completeSession } from "./happenings";
import { type Exchange, type JsonAnswer, jsonObjectOf, sendJson } from "./http";
import { patientView, savePatient } from "./patients";
import { operationNames } from "./routes";
import { statusOf } from "./sessions";
import { type Settings, settingsSchema } from "./settings";
import { createSourceIndex } from "./source-index";
import type { State } from "./state";
import { type Attempt, createStore, type Session } from "./store";
import { answerWebhookControl } from "./webhook-control";

const outcomeSchema = z.strictObject({
  sourceId: z.string(),
  status: z.enum(["active", "failed", "expired", "refresh_failed", "disconnected"]),
  failureCode: z.string().optional(),
});
const patientSchema = z.strictObject({
  patientId: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/**
 * The address over which tests steer the sandbox: everything below `/__sandbox/`. README.md lists
 * what it takes. Answers only on this machine.
 *
 * @param initial what a reset goes back to
 */
export async function answerControl(
  state: State,
  exchange: Exchange,
  initial: Settings,
): Promise<void> {
  const [, noun, verb] = exchange.segments ?? [];
  const answer =
    noun === "webhooks"
      ? await answerWebhookControl(state, exchange.method, verb, bodyOf(exchange))
      : controlAnswer(state, exchange, initial);
  sendJson(exchange, answer);
}

/** Whether a request comes from this machine and was meant for it, not led here by a web page. */
export function isLocal({ request }: Exchange): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const peer = request.socket.remoteAddress ?? "";
  return /^(127\.0\.0\.1|localhost|\[::1\])$/.test(host) && /^(::ffff:)?127\.|^::1$/.test(peer);
}

function controlAnswer(state: State, exchange: Exchange, initial: Settings): JsonAnswer {
  const [, noun = "", id, verb] = exchange.segments ?? [];
  const body = bodyOf(exchange);
  switch (`${exchange.method} ${[noun, id && "{id}", verb].filter(Boolean).join("/")}`) {
    case "POST reset":
      return reset(state, body, initial);
    case "GET faults":
      return done({ faults: state.faults.list() });
    case "POST faults":
      return addFault(state, body);
    case "DELETE faults":
      state.faults = createFaultBox();
      return done({});
    case "GET calls":
      return done({ counts: state.calls.counts(), calls: state.calls.list() });
    case "DELETE calls":
      state.calls = createCallLog();
      return done({});
    case "POST patients":
      return seedPatient(state, body);
    case "GET sessions":
      return done({ sessions: [...state.store.sessions.values()] });
  }
  const session = state.store.sessions.get(id ?? "") ?? state.store.sessionsByToken.get(id ?? "");
  if (noun !== "sessions" || !session) return refusal(404, "There is nothing at this address.");
  switch (`${exchange.method} ${verb ?? ""}`) {
    case "GET ":
      return done(session);
    case "POST outcomes":
      return setOutcome(state, session, body);
    case "POST complete":
      return endSession(state, session, () => completeSession(state, session));
    case "POST expire":
      return endSession(state, session, () => {
        session.expiresAt = state.now();
      });
  }
  return refusal(404, "There is nothing at this address.");
}

/** Null when there is one and it is no JSON object. */
function bodyOf({ body }: Exchange): Record<string, unknown> | null {
  return body === "" ? {} : (jsonObjectOf(body) ?? null);
}

function reset(state: State, body: Record<string, unknown> | null, initial: Settings): JsonAnswer {
  const settings = settingsSchema.safeParse(body && { ...initial, ...body });
  if (!settings.success) return refusal(400, z.prettifyError(settings.error));
  const { catalogSize } = state.settings;
  state.settings = settings.data;
  state.store = createStore();
  state.faults = createFaultBox();
  state.calls = createCallLog();
  state.outbox.close();
  state.outbox = state.newOutbox();
  if (state.settings.catalogSize !== catalogSize) {
    state.sources = createSourceIndex(state.settings.catalogSize);
  }
  return done({ settings: state.settings });
}

function addFault(state: State, body: unknown): JsonAnswer {
  const fault = faultSchema.safeParse(body);
  if (!fault.success) return refusal(400, z.prettifyError(fault.error));
  const { on } = fault.data;
  if (on !== "*" && !operationNames.includes(on) && !/^[A-Z]+ \/\S*$/.test(on)) {
    return refusal(400, `"on" must be *, "METHOD /path" or one of ${operationNames.join(", ")}.`);
  }
  state.faults.add(fault.data);
  return done({ fault: fault.data });
}

function seedPatient(state: State, body: unknown): JsonAnswer {
  const patient = patientSchema.safeParse(body);
  if (!patient.success) return refusal(400, z.prettifyError(patient.error));
  return done(patientView(savePatient(state, patient.data.patientId, patient.data)));
}

function setOutcome(state: State, session: Session, body: unknown): JsonAnswer {
  const outcome = outcomeSchema.safeParse(body);
  if (!outcome.success) return refusal(400, z.prettifyError(outcome.error));
  const { sourceId, status, failureCode } = outcome.data;
  const source = state.sources.find(sourceId);
  if (!source) return refusal(404, "The catalog has no such source.");
  const active = activeAttempt(session, source.id);
  if (active && status !== "active" && status !== "failed") {
    changeConnection(state, active, status);
    return done(session);
  }
  if (statusOf(session, state.now()) !== "open") return refusal(409, "The session is over.");
  addAttempt(state, session, source, { status, failureCode });
  return done(session);
}

function activeAttempt(session: Session, sourceId: string): Attempt | undefined {
  return session.attempts.findLast(
    (attempt) => attempt.sourceId === sourceId && attempt.status === "active",
  );
}

function endSession(state: State, session: Session, end: () => void): JsonAnswer {
  if (statusOf(session, state.now()) !== "open") return refusal(409, "The session is over.");
  end();
  return done(session);
}

function done(body: unknown): JsonAnswer {
  return { status: 200, body };
}

function refusal(status: number, error: string): JsonAnswer {
  return { status, body: { error } };
}
