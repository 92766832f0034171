import { describe, expect, it } from "vitest";
import { sampleProgress } from "@/test/sessions/sample-progress";
import {
  type Asker,
  askAgainAfterReturnMs,
  dueFirst,
  endWasHeard,
  heldForMs,
  isDue,
  isOld,
  paces,
} from "./freshness";

const now = new Date("2026-04-25T15:00:00.000Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
const minute = 60;
const hour = 60 * minute;

/** @param age seconds since the API was heard; below 0: by a clock that was ahead */
const working = (age: number) =>
  ({ status: "open", checkedAt: at(-age), expiresAt: at(hour) }) as const;
/** Over by our clock since ten minutes ago. */
const over = (age: number, status: "open" | "complete" | "expired" = "open") =>
  ({ status, checkedAt: at(-age), expiresAt: at(-10 * minute) }) as const;

describe("who asks the API, and when", () => {
  it.each<[Asker, due: number, notYet: number]>([
    ["poll", 2, 1.999],
    ["watch-begins", 2 * minute, 2 * minute - 1],
    ["net", 2 * minute, 2 * minute - 1],
    ["list", 30, 29],
    ["list-with-events", 2 * minute, 2 * minute - 1],
  ])("%s: of a link that works, when nothing was heard for %d s", (asker, due, notYet) => {
    expect(isDue(asker, working(due), now)).toBe(true);
    expect(isDue(asker, working(notYet), now)).toBe(false);
    // Heard when the clock was 40 days ahead: that says nothing of when it was.
    expect(isDue(asker, working(-40 * 24 * hour), now)).toBe(true);
  });

  it("watch: never, of a link that works", () => {
    expect(isDue("watch", working(24 * hour), now)).toBe(false);
  });

  it.each<[Asker, unheard: boolean, heard: boolean]>([
    ["poll", true, true],
    ["watch-begins", true, false],
    ["watch", true, false],
    ["net", false, false],
    ["list", true, false],
    ["list-with-events", true, false],
  ])(
    "%s: of a link whose time is over, unheard since: %s; heard since: %s",
    (asker, unheard, heard) => {
      expect(isDue(asker, over(11 * minute), now)).toBe(unheard);
      expect(isDue(asker, over(9 * minute), now)).toBe(heard);
      for (const status of ["complete", "expired"] as const) {
        expect(isDue(asker, over(11 * minute, status), now)).toBe(false);
      }
    },
  );
});

describe("one round", () => {
  const ids = (sessions: { id: string }[]) => sessions.map(({ id }) => id);
  const heard = (id: string, age: number) =>
    ({ id, stage: "made", snapshot: working(age) }) as const;

  it("asks about the five of which nothing was heard for longest", () => {
    const sessions = [130, 500, 10, 140, 300, 150, 200].map((age) => heard(`${age} s`, age));
    expect(ids(dueFirst("net", sessions, now))).toEqual([
      "500 s",
      "300 s",
      "200 s",
      "150 s",
      "140 s",
    ]);
    expect(ids(dueFirst("list", sessions.slice(2, 4), now))).toEqual(["140 s"]);
  });

  it("asks first about attempts without an outcome, and not about others that are no link", () => {
    const attempt = (id: string, stage: "claimed" | "unknown" | "not-made") =>
      ({ id, stage, snapshot: null }) as const;
    const sessions = [
      heard("link", 500),
      attempt("unknown", "unknown"),
      attempt("claimed", "claimed"),
      attempt("not made", "not-made"),
    ];
    expect(ids(dueFirst("list", sessions, now))).toEqual(["unknown", "link"]);
  });
});

describe("how a link ended", () => {
  it.each([
    ["when the API says so", over(11 * minute, "complete"), true],
    ["when it was heard after the end", over(10 * minute), true],
    ["not when it was heard before the end", over(10 * minute + 1), false],
    ["not when it was heard by a clock that was ahead", over(-2 * minute), false],
    ["not while the link works", working(0), false],
  ])("is known %s", (_, snapshot, isKnown) => {
    expect(endWasHeard(snapshot, now)).toBe(isKnown);
  });
});

describe("a status", () => {
  it("is old on a card after five minutes, in a list after three, and never when it is final", () => {
    const oldAt = (age: number) =>
      ["card", "list"].map((where) => isOld(where as "card", working(age), now));
    expect(oldAt(3 * minute - 1)).toEqual([false, false]);
    expect(oldAt(3 * minute)).toEqual([false, true]);
    expect(oldAt(5 * minute)).toEqual([true, true]);
    expect(isOld("list", over(10 * minute), now)).toBe(false);
    expect(isOld("list", over(11 * minute), now)).toBe(true);
  });
});

describe("who waits", () => {
  const progress = (changes = {}) => ({
    ...sampleProgress(),
    linkWorks: true,
    checkedAt: at(-10),
    expiresAt: at(hour),
    serverNow: at(0),
    ...changes,
  });

  it.each([
    ["eight seconds for news", {}, at(-10), 8_000],
    ["until the end of the link, when that is sooner", { expiresAt: at(3) }, at(-10), 3_000],
    ["not, when there is news already", {}, at(-20), 0],
    ["not, when the link is over", { linkWorks: false }, at(-10), 0],
  ])("for a poll: %s", (_, changes, seen, ms) => {
    expect(heldForMs(progress(changes), seen)).toBe(ms);
  });

  it.each([
    ["until the answer before is no longer shared", { checkedAt: at(-0.6) }, 1_500],
    ["not, when it was asked after the return", { checkedAt: at(0) }, null],
    ["not, when the link is over", { linkWorks: false }, null],
  ])("for a patient's return: %s", (_, changes, ms) => {
    expect(askAgainAfterReturnMs(progress(changes), now)).toBe(ms);
    expect(ms ?? 0).toBeLessThan(paces.returnMs);
  });
});
