import "server-only";
import { isAhead, isFresh } from "@/lib/server/clock";
import { isOver, linkWorks } from "@/lib/sessions/progress";
import type { SessionProgress } from "@/lib/sessions/session";
import type { SessionSnapshot, StoredSession } from "./stored-session";

/*
 * When the API is asked where a link stands, and how old what it said may be. Only an event, or somebody
 * who presses, has it asked whatever was heard before.
 *
 * who asks                           at a time             who waits
 * a poll, the patient's return page  one for all who ask   the browser, the patient for 3 s at most
 * a poll, while events come          one for all who ask   the browser, for news, 8 s at most
 * the net under cards being watched  5 links every 10 s    nobody
 * a list on a screen                 5 links every 10 s    nobody
 * the ends that nobody watched       10 links a minute     nobody
 */

const secondMs = 1000;
const minuteMs = 60 * secondMs;

export const paces = {
  /** However many ask about one link, they share one answer for so long. */
  shareMs: 2 * secondMs,
  /** An answer to a poll waits for news so long, while an event would bring it: sooner than any proxy gives up. */
  holdMs: 8 * secondMs,
  /** Meanwhile our own table is looked at so often: soon enough for who waits at a desk. */
  lookMs: 400,
  /** A card is watched by whoever polled it within so long: browsers do every ten seconds or more often. */
  watchedMs: 30 * secondMs,
  /** Links asked about in one round of the net, or of the list: however many are open. */
  linksARound: 5,
  /** From one round of the list to the next. */
  listRoundMs: 10 * secondMs,
  /** Ends asked about in one round, of those of the last day. */
  endsARound: 10,
  endsMs: 24 * 60 * minuteMs,
  /** A patient who comes back waits no longer. */
  returnMs: 3 * secondMs,
};

/** Who asks. */
export type Asker =
  /** A card or a patient's return, when no event would tell. */
  | "poll"
  /** A card that was just opened, while events come: they do not tell what was before. */
  | "watch-begins"
  /** A card that is open, while events come. */
  | "watch"
  /** The desk, for open cards, while events come: one may be missing, and none tells of one hospital of several. */
  | "net"
  /** A list that is on a screen. */
  | "list"
  /** The same, while events come. */
  | "list-with-events";

type Rule = {
  /** While the link works: not while what was heard is younger. Null: never. */
  afterMs: number | null;
  /** Once our clock says that it is over: until it was heard after that, or until the API says so itself. */
  onceOver: "never" | "until-heard" | "until-told";
};

const rules: Record<Asker, Rule> = {
  poll: { afterMs: paces.shareMs, onceOver: "until-told" },
  "watch-begins": { afterMs: 2 * minuteMs, onceOver: "until-heard" },
  watch: { afterMs: null, onceOver: "until-heard" },
  net: { afterMs: 2 * minuteMs, onceOver: "never" },
  list: { afterMs: 30 * secondMs, onceOver: "until-heard" },
  "list-with-events": { afterMs: 2 * minuteMs, onceOver: "until-heard" },
};

/** From when on a status that could still change is shown as old: by then it was asked for more than once. */
const oldAfterMs = { card: 5 * minuteMs, list: 3 * minuteMs };

type Heard = Pick<SessionSnapshot, "status" | "expiresAt" | "checkedAt">;

/** Whether this one may have the API asked about a link of which this was heard last. */
export function isDue(asker: Asker, heard: Heard, now: Date): boolean {
  const { afterMs, onceOver } = rules[asker];
  if (linkWorks(heard, now)) return afterMs !== null && !isFresh(heard.checkedAt, afterMs, now);
  switch (onceOver) {
    case "never":
      return false;
    case "until-heard":
      return !endWasHeard(heard, now);
    case "until-told":
      return !isOver(heard);
  }
}

/**
 * Those to ask about in this round, as many as one round takes: of which nothing was heard for longest.
 * An attempt comes first of which it is not known whether it became a link.
 */
export function dueFirst<S extends { stage: StoredSession["stage"]; snapshot: Heard | null }>(
  asker: Asker,
  sessions: readonly S[],
  now: Date,
): S[] {
  const heardAt = ({ snapshot }: S) => snapshot?.checkedAt ?? "";
  return sessions
    .filter(({ stage, snapshot }) => (snapshot ? isDue(asker, snapshot, now) : stage === "unknown"))
    .sort((one, other) => heardAt(one).localeCompare(heardAt(other)))
    .slice(0, paces.linksARound);
}

/**
 * Whether the API told how the link ended: said so itself, or was heard after its end. What was heard
 * by a clock that was ahead may have been said before.
 */
export function endWasHeard(heard: Heard, now: Date): boolean {
  const { checkedAt, expiresAt } = heard;
  return isOver(heard) || (checkedAt >= expiresAt && !isAhead(checkedAt, now));
}

/** Whether what is shown there may have changed, though it was asked for. What is final does not grow old. */
export function isOld(shownOn: keyof typeof oldAfterMs, heard: Heard, now: Date): boolean {
  return !endWasHeard(heard, now) && !isFresh(heard.checkedAt, oldAfterMs[shownOn], now);
}

/**
 * How long an answer to a poll waits for what an event would bring; 0: not at all. The end of the link
 * is news too.
 *
 * @param seen the `checkedAt` that the browser has
 */
export function heldForMs(
  { checkedAt, linkWorks, expiresAt, serverNow }: SessionProgress,
  seen: string,
): number {
  if (checkedAt !== seen || !linkWorks) return 0;
  return Math.min(paces.holdMs, Date.parse(expiresAt) - Date.parse(serverNow));
}

/**
 * When to ask again for a patient who came back then, in ms from that moment: a poll may have asked just
 * before, and its answer, which is still shared, tells nothing of the end. Null: this answer is enough.
 */
export function askAgainAfterReturnMs(
  { checkedAt, linkWorks }: SessionProgress,
  returnedAt: Date,
): number | null {
  const ageMs = returnedAt.getTime() - Date.parse(checkedAt);
  if (!linkWorks || ageMs <= 0) return null;
  return paces.shareMs + 100 - ageMs;
}
