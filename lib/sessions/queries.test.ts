import { environmentManager, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sampleProgress } from "@/test/sessions/sample-progress";
import { pollDelay, sessionProgressOptions, startWatch } from "./queries";
import type { SessionProgress } from "./session";

const minuteMs = 60_000;

describe("the time to the next question", () => {
  it.each([
    [0, 0, 2400],
    [0, 0.5, 3000],
    [5 * minuteMs - 1, 0.999, 3599],
    [5 * minuteMs, 0, 8000],
    [5 * minuteMs, 0.5, 10_000],
    [60 * minuteMs, 0.999, 11_996],
  ])("after %i ms of watching, with luck %f, is %i ms", (watchedMs, luck, delay) => {
    expect(Math.abs(pollDelay(watchedMs, luck) - delay)).toBeLessThanOrEqual(1);
  });
});

describe("a card that follows its link", () => {
  let answer: () => Response;
  let asked: string[];

  beforeEach(() => {
    // Otherwise it takes Node for a server, where nothing is polled.
    environmentManager.setIsServer(() => false);
    vi.useFakeTimers();
    asked = [];
    vi.stubGlobal("fetch", async (url: string) => {
      asked.push(url);
      return answer();
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  function watch(shown: SessionProgress, client = new QueryClient()) {
    const observer = new QueryObserver(client, sessionProgressOptions(shown, startWatch()));
    const stop = observer.subscribe(() => {});
    return { stop, observer, seen: () => observer.getCurrentResult() };
  }

  it("asks for it every few seconds under our own id, never faster than 2.4", async () => {
    answer = () => Response.json(sampleProgress());
    const { stop } = watch(sampleProgress());

    await vi.advanceTimersByTimeAsync(2399);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(minuteMs);

    expect(new Set(asked)).toEqual(new Set(["/api/sessions/row-1"]));
    expect(asked.length).toBeGreaterThanOrEqual(16);
    expect(asked.length).toBeLessThanOrEqual(26);
    stop();
  });

  describe("of which events would tell", () => {
    const live = (changes: Partial<SessionProgress> = {}) =>
      Response.json(sampleProgress(changes), { headers: { "Desk-Live": "on" } });
    const seen = (checkedAt: string) => `/api/sessions/row-1?seen=${encodeURIComponent(checkedAt)}`;
    const later = "2026-04-25T14:59:00.000Z";

    it("says what it has seen, and asks again as soon as a held answer came", async () => {
      answer = () => live();
      const { stop } = watch(sampleProgress());
      await vi.advanceTimersByTimeAsync(4000);
      // The first answer says that the next one can wait for news, and is asked for at once.
      expect(asked).toEqual(["/api/sessions/row-1", seen(sampleProgress().checkedAt)]);

      vi.stubGlobal("fetch", async (url: string) => {
        asked.push(url);
        await new Promise((resolve) => setTimeout(resolve, 8000));
        return live();
      });
      asked.length = 0;
      await vi.advanceTimersByTimeAsync(3 * 8100 + 2400);
      expect(new Set(asked)).toEqual(new Set([seen(sampleProgress().checkedAt)]));
      expect(asked.length).toBeGreaterThanOrEqual(3);
      expect(asked.length).toBeLessThanOrEqual(4);
      stop();
    });

    it("asks at once after news, and keeps to the pace when there is none", async () => {
      answer = () => live({ checkedAt: later });
      const { stop } = watch(sampleProgress());
      await vi.advanceTimersByTimeAsync(4000);
      expect(asked[1]).toBe(seen(later));
      asked.length = 0;
      // Answered at once and without news, as by a server that is about to end.
      await vi.advanceTimersByTimeAsync(24_000);
      expect(asked.length).toBeGreaterThanOrEqual(9);
      expect(asked.length).toBeLessThanOrEqual(10);
      stop();
    });

    it("goes back to its own pace when the server is gone, or events are", async () => {
      answer = () => live({ checkedAt: later });
      const { stop } = watch(sampleProgress());
      await vi.advanceTimersByTimeAsync(4000);
      for (const bad of [
        () => new Response(null, { status: 503 }),
        () => Response.json(sampleProgress(), { headers: { "Desk-Live": "off" } }),
      ]) {
        answer = bad;
        await vi.advanceTimersByTimeAsync(4000);
        asked.length = 0;
        await vi.advanceTimersByTimeAsync(36_000);
        expect(asked.length).toBeGreaterThanOrEqual(9);
        expect(asked.length).toBeLessThanOrEqual(16);
      }
      expect(asked.at(-1)).toBe("/api/sessions/row-1");
      stop();
    });
  });

  it("asks at a third of the pace after five minutes", async () => {
    answer = () => Response.json(sampleProgress());
    const { stop } = watch(sampleProgress());
    await vi.advanceTimersByTimeAsync(6 * minuteMs);
    asked.length = 0;

    await vi.advanceTimersByTimeAsync(minuteMs);

    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.length).toBeLessThanOrEqual(8);
    stop();
  });

  it("is not put off by a card that is drawn again every second", async () => {
    answer = () => Response.json(sampleProgress());
    const shown = sampleProgress();
    const { stop, observer } = watch(shown);
    const again = startWatch();
    for (let second = 0; second < 60; second++) {
      observer.setOptions(sessionProgressOptions(shown, again));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked.length).toBeGreaterThanOrEqual(16);
    stop();
  });

  it("asks at once when the API was not asked just before the page came", async () => {
    const checkedAt = "2026-04-25T14:29:50.000Z";
    answer = () => Response.json(sampleProgress());
    const { stop } = watch(sampleProgress({ state: "ended", linkWorks: false, checkedAt }));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
    stop();
  });

  it("shows the last state, not the first, when its card comes back", async () => {
    const over = sampleProgress({ state: "ended", linkWorks: false });
    answer = () => Response.json(over);
    const client = new QueryClient();
    const first = watch(sampleProgress(), client);
    await vi.advanceTimersByTimeAsync(4000);
    first.stop();
    await vi.advanceTimersByTimeAsync(60 * minuteMs);

    const { stop, seen } = watch(sampleProgress(), client);
    expect(seen().data?.progress).toEqual(over);
    stop();
  });

  it("stops once the link is over", async () => {
    const over = sampleProgress({ state: "connected", linkWorks: false });
    answer = () => Response.json(over);
    const { stop, seen } = watch(sampleProgress());

    await vi.advanceTimersByTimeAsync(10 * minuteMs);

    expect(asked).toHaveLength(1);
    expect(seen().data?.progress).toEqual(over);
    stop();
  });

  it("never asks about a link that was over from the start", async () => {
    const { stop } = watch(sampleProgress({ state: "ended", linkWorks: false }));
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    expect(asked).toEqual([]);
    stop();
  });

  it.each([
    ["a refusal", () => Response.json({ error: { kind: "session-not-found" } }, { status: 404 })],
    ["a web page", () => new Response("<html></html>")],
    ["an answer of another shape", () => Response.json({ ...sampleProgress(), state: "well" })],
  ])("keeps what it shows on %s, and asks again", async (_, bad) => {
    answer = bad;
    const { stop, seen } = watch(sampleProgress());

    await vi.advanceTimersByTimeAsync(4000);
    expect(seen()).toMatchObject({ data: { progress: sampleProgress() }, isError: true });

    answer = () => Response.json(sampleProgress({ state: "connecting" }));
    await vi.advanceTimersByTimeAsync(4000);
    expect(seen()).toMatchObject({ data: { progress: { state: "connecting" } }, isError: false });
    stop();
  });
});
