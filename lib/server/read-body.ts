import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import { within } from "./within";

export type BodyProblem = "too-large" | "too-slow";

/** Longer than any desk's line takes for what we read. */
const usualPatienceMs = 10_000;

/** As much as any form of ours sends. */
const usualLimit = 16 * 1024;

/**
 * The bytes of a request as they came. Whoever sends more than `limit`, or takes too long over it,
 * is read no further, whatever length was promised.
 */
export async function readBody(
  request: Request,
  limit: number,
  patienceMs = usualPatienceMs,
): Promise<Result<Buffer, BodyProblem>> {
  if (Number(request.headers.get("content-length")) > limit) return fail("too-large");
  const reader = request.body?.getReader();
  if (!reader) return ok(Buffer.alloc(0));

  const until = performance.now() + patienceMs;
  const chunks: Uint8Array[] = [];
  let length = 0;
  let problem: BodyProblem | null = null;
  while (!problem) {
    // A body that breaks off ends like one that never comes: nobody waits for the answer.
    const read = await within(until - performance.now(), reader.read()).catch(() => null);
    if (read?.done) return ok(Buffer.concat(chunks));
    length += read?.value.length ?? 0;
    if (!read || performance.now() > until) problem = "too-slow";
    else if (length > limit) problem = "too-large";
    else chunks.push(read.value);
  }
  reader.cancel().catch(() => {});
  return fail(problem);
}

/**
 * What a handler was sent as JSON: the only way to read it. No body at all is an empty object: a POST that
 * sends nothing has one that is empty, not none.
 *
 * @param limit in bytes
 * @returns the answer to give when it cannot be read
 */
export async function readJson(
  request: Request,
  limit: number = usualLimit,
  patienceMs = usualPatienceMs,
): Promise<Result<unknown, Response>> {
  const body = await readBody(request, limit, patienceMs);
  if (!body.ok) {
    return body.error === "too-large"
      ? refuse(413, `More was sent than the ${limit / 1024} KiB that are read here.`)
      : refuse(408, `What was sent did not arrive within ${patienceMs / 1000} seconds.`);
  }
  if (body.value.length === 0) return ok({});
  try {
    const json: unknown = JSON.parse(body.value.toString("utf8"));
    return ok(json);
  } catch {
    return refuse(400, "What was sent cannot be read: it is not JSON.");
  }
}

function refuse(status: number, happened: string): { ok: false; error: Response } {
  const message = `${happened} Nothing was changed.`;
  const error = { kind: "invalid-input", requestId: null, fields: [{ path: "", message }] };
  const headers = { "Cache-Control": "no-store" };
  return fail(Response.json({ ok: false, error }, { status, headers }));
}
