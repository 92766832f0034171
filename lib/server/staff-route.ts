import "server-only";
import * as z from "zod/mini";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { Actor, Ctx, From, StaffActor, StaffFrom, VisitorActor } from "./context";
import { staffCtx, visitorCtx } from "./desk";
import { parseInput } from "./parse-input";
import { readJson } from "./read-body";
import { currentStaff, currentVisitor, type GuardOptions, whereFrom } from "./staff/guard";
import { buildHeader } from "./version";

type Failure = { kind: string };

/** For answers that are held back: aborted when the browser hangs up. */
type Held = { signal: AbortSignal };

/** @returns what is sent as JSON, null for nothing; or the whole answer, where it is no JSON */
type Handle<A extends Actor, F extends From, Input> = (
  ctx: Ctx<A>,
  input: Input,
  from: F & Held,
) => Promise<Result<unknown, Failure> | Response>;

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

type BodyOptions = {
  /** In bytes. */
  limit?: number;
  /** Goes on when the body cannot be read, as if none had been sent. */
  evenUnreadable?: boolean;
};

export type RouteOptions = GuardOptions &
  BodyOptions & {
    /** The answer to who may not ask, where a person reads it. */
    refuse?: (error: AppError) => Response;
  };

/** For a handler that is sent nothing. */
export const noInput = z.object({});

/**
 * A handler for whoever is signed in. Its input is what is named in the path, and beside it the query
 * of a GET, or the JSON of a POST. Every answer tells of which build it is, and nothing is kept.
 */
export function staffRoute<Input>(
  accepts: z.ZodMiniType<Input>,
  handle: Handle<StaffActor, Omit<StaffFrom, "proof">, Input>,
  options: RouteOptions = {},
): Handler {
  return async (request, { params }) => {
    const staff = await currentStaff(options);
    if (!staff.ok) return options.refuse?.(staff.error) ?? refusal(staff.error);

    const input = await inputOf(request, await params, accepts, options);
    if (!input.ok) return input.error;

    const from = { ...(await whereFrom()), staff: staff.value, signal: request.signal };
    return answerOf(await handle(await staffCtx(staff.value), input.value, from), buildHeader());
  };
}

/** A handler for anybody at a page of ours. */
export function publicRoute<Input>(
  accepts: z.ZodMiniType<Input>,
  handle: Handle<VisitorActor, From, Input>,
  options: BodyOptions = {},
): Handler {
  return async (request, { params }) => {
    const visitor = await currentVisitor();
    if (!visitor.ok) return refusal(visitor.error);

    const input = await inputOf(request, await params, accepts, options);
    if (!input.ok) return input.error;

    const from = { ...visitor.value, signal: request.signal };
    return answerOf(await handle(await visitorCtx(), input.value, from));
  };
}

async function inputOf<Input>(
  request: Request,
  params: object,
  accepts: z.ZodMiniType<Input>,
  options: BodyOptions,
): Promise<Result<Input, Response>> {
  const sent = await sentWith(request, options);
  if (!sent.ok) return sent;
  const named = typeof sent.value === "object" ? { ...sent.value, ...params } : sent.value;
  const parsed = parseInput(accepts, named);
  return parsed.ok ? parsed : fail(refusal(parsed.error));
}

async function sentWith(
  request: Request,
  { limit, evenUnreadable = false }: BodyOptions,
): Promise<Result<unknown, Response>> {
  if (request.method === "GET") return ok(Object.fromEntries(new URL(request.url).searchParams));
  const sent = await readJson(request, limit);
  return evenUnreadable && !sent.ok ? ok({}) : sent;
}

/** What a browser is answered. @param more headers */
export function answerOf(done: Result<unknown, Failure> | Response, more: object = {}): Response {
  const headers = { "Cache-Control": "no-store", ...more };
  if (done instanceof Response) {
    for (const [name, value] of Object.entries(headers)) {
      if (!done.headers.has(name)) done.headers.set(name, value);
    }
    return done;
  }
  if (!done.ok) return refusal(done.error);
  return done.value === null
    ? new Response(null, { status: 204, headers })
    : Response.json(done.value, { headers });
}

/** Says why not; whatever a browser is refused, it keeps no copy of that. */
function refusal(error: Failure): Response {
  const headers = { "Cache-Control": "no-store" };
  return Response.json({ ok: false, error }, { status: statusOf(error), headers });
}

const statuses: Record<string, number> = {
  "invalid-input": 400,
  "signed-out": 401,
  "not-our-page": 403,
  "not-allowed": 403,
  "second-factor-needed": 403,
  "session-not-found": 404,
  "source-gone": 404,
  "no-mail-server": 404,
  "not-shown": 404,
  away: 404,
  "link-over": 404,
  "no-email-address": 409,
  "link-too-old": 409,
  "not-paired": 410,
  "not-kept": 410,
  "wait-to-sign-in": 429,
  "rate-limited": 429,
  "no-connection": 503,
};

/** Whatever else goes wrong does so behind this server. */
function statusOf({ kind }: Failure): number {
  return statuses[kind] ?? 502;
}
