import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import { sampleProgress } from "@/test/sessions/sample-progress";
import type { Followed } from "./follow";
import { holdForNews } from "./hold";
import type { Lookout } from "./lookout";

const never = new AbortController().signal;
const before = sampleProgress();
const seen = before.checkedAt;
const live = (progress = before) => ok<Followed>({ progress, isLive: true });

/** Answers these, one each time, and the last one from then on; nothing takes time. */
function newHold(...answers: Awaited<ReturnType<Parameters<typeof holdForNews>[3] & object>>[]) {
  const waited: [seen: string, ms: number][] = [];
  const lookout: Lookout = {
    wait: async (_, seen, ms) => {
      waited.push([seen, ms]);
    },
  };
  let asked = 0;
  const follow = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    if (!answer) throw new Error("No answer was given.");
    return answer;
  };
  return {
    waited,
    hold: (seen: string | null) => holdForNews("row-1", seen, never, follow, lookout),
  };
}

describe("an answer to a poll", () => {
  it("waits eight seconds at most for what an event would bring", async () => {
    const news = live({ ...before, checkedAt: "2026-04-25T14:59:00.000Z" });
    const { hold, waited } = newHold(live(), news);
    expect(await hold(seen)).toBe(news);
    expect(waited).toEqual([[seen, 8_000]]);
  });

  it("waits for the end of the link, which comes without an event", async () => {
    const serverNow = new Date(Date.parse(before.expiresAt) - 3_000).toISOString();
    const over = live({ ...before, linkWorks: false });
    const { hold, waited } = newHold(live({ ...before, serverNow }), over);
    expect(await hold(seen)).toBe(over);
    expect(waited).toEqual([[seen, 3_000]]);
  });

  it.each([
    ["the browser knows nothing yet", null, live()],
    ["the browser knows something else", "2026-04-25T14:00:00.000Z", live()],
    ["no event would come", seen, ok({ progress: before, isLive: false })],
    ["the link is over", seen, live({ ...before, linkWorks: false })],
    ["there is no such link", seen, fail({ kind: "session-not-found", requestId: null } as const)],
  ])("comes at once when %s", async (_, seenBefore, answer) => {
    const { hold, waited } = newHold(answer);
    expect(await hold(seenBefore)).toBe(answer);
    expect(waited).toEqual([]);
  });
});
