import "server-only";
import {
  type DisplayState,
  goneAfterMs,
  type Shown,
  shownForMs,
  stateName,
} from "@/lib/display/message";
import { splitLink } from "@/lib/format";
import { fail, ok, type Result } from "@/lib/result";
import { isFresh, latestEnd } from "@/lib/server/clock";
import type { Ctx, StaffActor } from "@/lib/server/context";
import { newId } from "@/lib/server/own-id";
import { qrCode } from "@/lib/server/qr";
import { findLink } from "@/lib/server/sessions/find";
import { tokenHash } from "@/lib/server/token";
import { linkWorks } from "@/lib/sessions/progress";
import { beat, clear, findByDesk, findByToken, type SeenDisplay, show, touch } from "./store";

/** A display is answered after this long even when nothing has changed, and asks again at once. */
const holdMs = 10_000;
const lookEveryMs = 400;
/** That it asked is written down no more often. */
const seenEveryMs = 5_000;
/** Two questions of a display that is there lie no further apart. */
const awayAfterMs = 2 * holdMs;

/** Why nothing is shown: no display is paired, it does not ask any more, or the link is over. */
export type NotShown = { kind: "not-paired" | "away" | "link-over" };

/** What a PC asks about its display: its cookie, and what it shows there. */
type OfPc = { token: string | null; id: string };

/** Shows a link's code on the display of this PC, instead of what it showed before. */
export async function showOnDisplay(
  ctx: Ctx<StaffActor>,
  { token, sessionId }: { token: string | null; sessionId: string },
): Promise<Result<{ id: string }, NotShown>> {
  const display = token === null ? undefined : await findByDesk(ctx.db, tokenHash(token));
  if (!display?.desk_hash) return fail({ kind: "not-paired" });
  const at = ctx.now();
  if (!isFresh(display.seen_at, awayAfterMs, at)) return fail({ kind: "away" });
  const link = await findLink(ctx, sessionId);
  if (!link || !linkWorks(link.snapshot, at)) return fail({ kind: "link-over" });

  const id = newId();
  await show(ctx.db, display.desk_hash, {
    showId: id,
    sessionId,
    signInId: ctx.actor.signInId,
    until: new Date(at.getTime() + shownForMs).toISOString(),
    at: at.toISOString(),
  });
  return ok({ id });
}

/** How the display of a PC is, as that PC hears it with each beat. */
export type DisplayHealth = { away: boolean; mayDim: boolean };

/** This PC still shows it, or does not any more. */
export async function keepShowing(
  { db, now }: Pick<Ctx, "db" | "now">,
  { token, id }: OfPc,
): Promise<Result<DisplayHealth, { kind: "not-shown" }>> {
  const row = token && (await beat(db, tokenHash(token), id, now().toISOString()));
  if (!row) return fail({ kind: "not-shown" });
  return ok({ away: !isFresh(row.seen_at, awayAfterMs, now()), mayDim: row.may_dim === 1 });
}

/** Clears this and nothing that is shown instead by now. */
export async function clearDisplay(
  { db }: Pick<Ctx, "db">,
  { id }: Pick<OfPc, "id">,
): Promise<Result<null, never>> {
  await clear(db, id);
  return ok(null);
}

/**
 * What a display shows now. Each time from the link itself, so that a code is given only while it
 * works, who shows it is signed in, and their window is there.
 *
 * @returns null when this display is not known, or its code was not typed in time
 */
export async function lookAtDisplay(ctx: Ctx, token: string): Promise<DisplayState | null> {
  const display = await findByToken(ctx.db, tokenHash(token));
  if (!display) return null;
  if (display.desk_hash === null) {
    const codeWorks = (display.code_ends_at ?? "") > ctx.now().toISOString();
    return codeWorks ? { state: "unpaired" } : null;
  }
  if (display.show_id === null) return { state: "idle" };
  const shown = await shownOn(ctx, display);
  if (shown) return { state: "shown", shown };
  await clear(ctx.db, display.show_id);
  return { state: "idle" };
}

async function shownOn(
  ctx: Ctx,
  { show_id, session_id, shower, shown_until, heard_at }: SeenDisplay,
): Promise<Shown | null> {
  const at = ctx.now();
  if (!show_id || !session_id || !shower || !shown_until || !heard_at) return null;
  if (shown_until <= at.toISOString() || shown_until > latestEnd(shownForMs, at)) return null;
  if (!isFresh(heard_at, goneAfterMs, at)) return null;
  const link = await findLink(ctx, session_id);
  if (!link?.snapshot.url || !linkWorks(link.snapshot, at)) return null;
  const { url, expiresAt } = link.snapshot;
  const { side, path } = qrCode(url);
  return {
    id: show_id,
    n: side,
    d: path,
    tag: link.tag,
    host: splitLink(url).host,
    ends: Date.parse(expiresAt) < Date.parse(shown_until) ? expiresAt : shown_until,
    now: at.toISOString(),
  };
}

/**
 * As `lookAtDisplay`, held until there is something else than the display has seen, or for ten
 * seconds.
 *
 * @param asked.seen as `stateName` has it; null: nothing yet
 * @param signal ends the waiting: the display asks anew, or is gone
 */
export async function awaitDisplay(
  ctx: Ctx,
  { token, seen, mayDim }: { token: string; seen: string | null; mayDim: boolean },
  signal: AbortSignal,
): Promise<DisplayState | null> {
  await noteSeen(ctx, token, mayDim);
  // Counted, not read off a clock: somebody may set that meanwhile.
  for (let heldMs = 0; ; heldMs += lookEveryMs) {
    const state = await lookAtDisplay(ctx, token);
    if (!state || stateName(state) !== seen || signal.aborted) return state;
    if (heldMs >= holdMs) return state;
    await ctx.wait(lookEveryMs);
  }
}

/** However often a display asks, or something that says it is one, little is written. */
async function noteSeen({ db, now }: Ctx, token: string, mayDim: boolean): Promise<void> {
  const display = await findByToken(db, tokenHash(token));
  if (!display) return;
  const isNews = display.desk_hash !== null && display.may_dim !== Number(mayDim);
  if (!isNews && isFresh(display.seen_at, seenEveryMs, now())) return;
  await touch(db, tokenHash(token), { mayDim, at: now().toISOString() });
}
