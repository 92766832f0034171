import "server-only";
import {
  type DisplayState,
  goneAfterMs,
  type Shown,
  shownForMs,
  stateName,
} from "@/lib/display/shown";
import { splitLink } from "@/lib/format";
import { fail, ok, type Result } from "@/lib/result";
import { isFresh, latestEnd } from "@/lib/server/clock";
import { newId } from "@/lib/server/sessions/own-id";
import { qrCode } from "@/lib/server/sessions/qr";
import type { Staff } from "@/lib/server/staff/guard";
import { tokenHash } from "@/lib/server/staff/hashed-tokens";
import { linkWorks } from "@/lib/sessions/progress";
import type { DisplayServices } from "./display-services";
import type { SeenDisplay } from "./display-store";

/** A display is answered after this long even when nothing has changed, and asks again at once. */
const holdMs = 10_000;
const lookEveryMs = 400;
/** That it asked is written down no more often. */
const seenEveryMs = 5_000;
/** Two questions of a display that is there lie no further apart. */
const awayAfterMs = 2 * holdMs;

/** Why nothing is shown: no display is paired, it does not ask any more, or the link is over. */
export type NotShown = "not-paired" | "away" | "link-over";

/** Shows a link's code on the display of this PC, instead of what it showed before. */
export async function showOnDisplay(
  deskToken: string | null,
  sessionId: string,
  staff: Pick<Staff, "sessionId">,
  { store, findSession, now }: DisplayServices,
): Promise<Result<{ id: string }, NotShown>> {
  const display = deskToken === null ? undefined : await store.findByDesk(tokenHash(deskToken));
  if (!display?.desk_hash) return fail("not-paired");
  const at = now();
  if (!isFresh(display.seen_at, awayAfterMs, at)) return fail("away");
  const session = await findSession(sessionId);
  if (!session?.snapshot || !linkWorks(session.snapshot, at)) return fail("link-over");

  const id = newId();
  await store.show(display.desk_hash, {
    showId: id,
    sessionId,
    staffSessionId: staff.sessionId,
    until: new Date(at.getTime() + shownForMs).toISOString(),
    at: at.toISOString(),
  });
  return ok({ id });
}

/** How the display of a PC is, as that PC hears it with each beat. */
export type DisplayHealth = { away: boolean; mayDim: boolean };

/** This PC still shows it. @returns null when it does not any more */
export async function keepShowing(
  deskToken: string | null,
  showId: string,
  { store, now }: DisplayServices,
): Promise<DisplayHealth | null> {
  if (deskToken === null) return null;
  const row = await store.beat(tokenHash(deskToken), showId, now().toISOString());
  if (!row) return null;
  return { away: !isFresh(row.seen_at, awayAfterMs, now()), mayDim: row.may_dim === 1 };
}

/** Clears this and nothing that is shown instead by now. */
export async function clearDisplay(showId: string, { store }: DisplayServices): Promise<void> {
  await store.clear(showId);
}

/**
 * What a display shows now. Each time from the link itself, so that a code is given only while it
 * works, who shows it is signed in, and their window is there.
 *
 * @returns null when this display is not known, or its code was not typed in time
 */
export async function lookAtDisplay(
  token: string,
  services: DisplayServices,
): Promise<DisplayState | null> {
  const display = await services.store.findByToken(tokenHash(token));
  if (!display) return null;
  if (display.desk_hash === null) {
    const codeWorks = (display.code_ends_at ?? "") > services.now().toISOString();
    return codeWorks ? { state: "unpaired" } : null;
  }
  if (display.show_id === null) return { state: "idle" };
  const shown = await shownOn(display, services);
  if (shown) return { state: "shown", shown };
  await services.store.clear(display.show_id);
  return { state: "idle" };
}

async function shownOn(
  { show_id, session_id, shower, shown_until, heard_at }: SeenDisplay,
  { findSession, now }: DisplayServices,
): Promise<Shown | null> {
  const at = now();
  if (!show_id || !session_id || !shower || !shown_until || !heard_at) return null;
  if (shown_until <= at.toISOString() || shown_until > latestEnd(shownForMs, at)) return null;
  if (!isFresh(heard_at, goneAfterMs, at)) return null;
  const session = await findSession(session_id);
  if (!session?.snapshot?.url || !linkWorks(session.snapshot, at)) return null;
  const { url, expiresAt } = session.snapshot;
  const { side, path } = qrCode(url);
  return {
    id: show_id,
    n: side,
    d: path,
    tag: session.tag,
    host: splitLink(url).host,
    ends: Date.parse(expiresAt) < Date.parse(shown_until) ? expiresAt : shown_until,
    now: at.toISOString(),
  };
}

/**
 * As `lookAtDisplay`, held until there is something else than the display has seen, or for ten
 * seconds.
 *
 * @param seen as `stateName` has it; null: nothing yet
 * @param signal ends the waiting: the display asks anew, or is gone
 */
export async function awaitDisplay(
  token: string,
  { seen, mayDim }: { seen: string | null; mayDim: boolean },
  signal: AbortSignal,
  services: DisplayServices,
): Promise<DisplayState | null> {
  await noteSeen(token, mayDim, services);
  // Counted, not read off a clock: somebody may set that meanwhile.
  for (let heldMs = 0; ; heldMs += lookEveryMs) {
    const state = await lookAtDisplay(token, services);
    if (!state || stateName(state) !== seen || signal.aborted) return state;
    if (heldMs >= holdMs) return state;
    await services.wait(lookEveryMs);
  }
}

/** However often a display asks, or something that says it is one, little is written. */
async function noteSeen(token: string, mayDim: boolean, { store, now }: DisplayServices) {
  const display = await store.findByToken(tokenHash(token));
  if (!display) return;
  const isNews = display.desk_hash !== null && display.may_dim !== Number(mayDim);
  if (!isNews && isFresh(display.seen_at, seenEveryMs, now())) return;
  await store.touch(tokenHash(token), mayDim, now().toISOString());
}
