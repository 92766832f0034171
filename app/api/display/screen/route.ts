import * as z from "zod/mini";
import { fail, ok } from "@/lib/result";
import { displayToken } from "@/lib/server/display/cookies";
import { awaitDisplay } from "@/lib/server/display/showing";
import { remember } from "@/lib/server/remember";
import { publicRoute } from "@/lib/server/staff-route";

const querySchema = z.object({ seen: z.optional(z.string()), dim: z.optional(z.string()) });

/** What a patient's screen on another device shows. Held while that is what it has seen last. */
export const GET = publicRoute(querySchema, async (ctx, { seen = null, dim }, from) => {
  const token = displayToken(from.browser);
  if (token === null) return fail({ kind: "not-shown" });
  const asked = { token, seen, mayDim: dim === "1" };
  const state = await onlyLatest(token, from.signal, (signal) => awaitDisplay(ctx, asked, signal));
  return state ? ok(state) : fail({ kind: "not-shown" });
});

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
