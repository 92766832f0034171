import { displayToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { awaitDisplay } from "@/lib/server/display/showing";
import { env } from "@/lib/server/env";
import { remember } from "@/lib/server/remember";
import { currentVisitor } from "@/lib/server/staff/guard";

const headers = { "Cache-Control": "no-store" };

/** What a patient's screen on another device shows. Held while that is what it has seen last. */
export async function GET(request: Request) {
  const visitor = await currentVisitor();
  if (!visitor.ok) return Response.json({ error: visitor.error }, { status: 403, headers });

  const token = displayToken(visitor.value.browser, env().appUrl);
  if (token === null) return new Response(null, { status: 404, headers });

  const { searchParams } = new URL(request.url);
  const asked = { seen: searchParams.get("seen"), mayDim: searchParams.get("dim") === "1" };
  const state = await onlyLatest(token, request.signal, async (signal) =>
    awaitDisplay(token, asked, signal, await displayServices()),
  );
  return state ? Response.json(state, { headers }) : new Response(null, { status: 404, headers });
}

/** However often one display asks at a time, one question is held. */
async function onlyLatest<T>(
  token: string,
  gone: AbortSignal,
  answer: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const held = remember("held-displays", () => new Map<string, AbortController>());
  held.get(token)?.abort();
  const latest = new AbortController();
  held.set(token, latest);
  try {
    return await answer(AbortSignal.any([gone, latest.signal]));
  } finally {
    if (held.get(token) === latest) held.delete(token);
  }
}
