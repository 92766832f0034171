import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tellSignedOut } from "@/lib/staff/sign-in-news";
import { type DisplayNews, openDisplayChannel } from "./channel";
import { DeskEnd, type DisplayKnown, noDisplay } from "./desk-end";
import { rememberPaired } from "./paired";

const minuteMs = 60_000;
const closers: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date", "performance"],
  });
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The window of one desk. */
function newDesk(sessionId = "link-1", linkMs = 60 * minuteMs) {
  const ends = new Date(Date.now() + linkMs).toISOString();
  const heard: { known: DisplayKnown } = { known: noDisplay };
  const end = new DeskEnd({
    sessionId,
    content: () => ({ n: 41, d: "M4 4", tag: "Blue 7", host: "app.example", ends, now: iso() }),
    onChange: (known) => {
      heard.known = known;
    },
  });
  closers.push(() => end.close());
  return { end, heard };
}

/** A screen in the same browser, with what it was told. */
function newScreen({ mayDim = false } = {}) {
  const told: DisplayNews[] = [];
  let answers = true;
  const channel = openDisplayChannel((news) => {
    told.push(news);
    if (!answers) return;
    if (news.type === "who") channel.tell({ type: "here", shows: null, mayDim });
    if (news.type === "shown") channel.tell({ type: "here", shows: news.shown.id, mayDim });
  });
  closers.push(channel.close);
  channel.tell({ type: "here", shows: null, mayDim });
  return {
    told,
    channel,
    freeze: () => {
      answers = false;
    },
    last: () => told.filter(({ type }) => type === "shown" || type === "cleared").at(-1),
  };
}

const iso = () => new Date().toISOString();

/** Lets what was said arrive, and the answers to it. */
async function arrive() {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}

/** Time goes by, beat by beat. */
async function pass(ms: number) {
  for (let left = ms; left > 0; left -= 5_000) {
    vi.advanceTimersByTime(Math.min(left, 5_000));
    await arrive();
  }
}

/** A server that knows one screen. */
function stubServer(answers: { post?: number; put?: () => Response }) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (_: string, { method = "GET", body = "" }: RequestInit) => {
    calls.push(`${method} ${String(body)}`);
    if (method === "POST") return Response.json({ id: "show-1" }, { status: answers.post ?? 200 });
    if (method === "PUT") {
      return answers.put?.() ?? Response.json({ away: false, mayDim: true });
    }
    return new Response(null, { status: 204 });
  });
  return calls;
}

describe("a screen in the same browser", () => {
  it("is noticed, shows after a press, and is told nothing but the code and its words", async () => {
    const { end, heard } = newDesk();
    expect(await end.show()).toBe(false);
    const screen = newScreen({ mayDim: true });
    await arrive();
    expect(heard.known).toEqual({ present: true, shown: false, mayDim: true, lost: false });
    expect(screen.last()).toBeUndefined();

    expect(await end.show()).toBe(true);
    await arrive();
    const ends = new Date(Date.now() + 10 * minuteMs).toISOString();
    expect(screen.last()).toEqual({
      type: "shown",
      shown: {
        id: expect.stringMatching(/^[\da-f]{32}$/),
        n: 41,
        d: "M4 4",
        tag: "Blue 7",
        host: "app.example",
        ends,
        now: iso(),
      },
    });
    expect(heard.known.shown).toBe(true);
  });

  it("is told to clear by the desk, at a sign-out, and after ten minutes (row 25)", async () => {
    const { end, heard } = newDesk();
    const screen = newScreen();
    await arrive();
    for (const over of [end.clear, tellSignedOut, () => pass(10 * minuteMs)]) {
      await end.show();
      await arrive();
      expect(screen.last()?.type).toBe("shown");
      await over();
      await arrive();
      expect(screen.last()?.type).toBe("cleared");
      expect(heard.known.shown).toBe(false);
    }
  });

  it("is never told that a code works longer than its link does", async () => {
    const { end } = newDesk("link-1", 3 * minuteMs);
    const screen = newScreen();
    await arrive();
    await end.show();
    await arrive();
    const ends = new Date(Date.now() + 3 * minuteMs).toISOString();
    expect(screen.last()).toMatchObject({ shown: { ends } });
  });

  it("is shown the same again after a reload, and nothing after it was cleared", async () => {
    const { end } = newDesk();
    const screen = newScreen();
    await arrive();
    await end.show();
    screen.channel.tell({ type: "gone" });
    await arrive();
    screen.channel.close();
    const reloaded = newScreen();
    await arrive();
    expect(reloaded.last()?.type).toBe("shown");
    end.clear();
    await arrive();
    reloaded.channel.close();
    const again = newScreen();
    await pass(10_000);
    expect(again.last()).toBeUndefined();
  });

  it("is missed when it stops answering, and the next press shows the code here", async () => {
    const { end, heard } = newDesk();
    const screen = newScreen();
    await arrive();
    await end.show();
    await arrive();
    screen.freeze();
    await pass(20_000);
    expect(heard.known).toMatchObject({ present: false, shown: false, lost: true });
    expect(await end.show()).toBe(false);
  });

  it("that crashed or was closed as the button was pressed leaves the code to this one", async () => {
    const { end, heard } = newDesk();
    const screen = newScreen();
    await arrive();
    screen.freeze();
    const pressed = end.show();
    await pass(1_000);
    expect(await pressed).toBe(false);
    expect(heard.known).toMatchObject({ present: false, shown: false, lost: true });

    screen.channel.tell({ type: "here", shows: null, mayDim: false });
    await arrive();
    const again = end.show();
    screen.channel.tell({ type: "gone" });
    expect(await again).toBe(false);
    await arrive();
    expect(screen.last()?.type).toBe("cleared");
    expect(heard.known).toMatchObject({ present: false, shown: false, lost: false });
  });

  it("that is cleared before it answers shows nothing, and neither does this one", async () => {
    const { end } = newDesk();
    const screen = newScreen();
    await arrive();
    screen.freeze();
    const pressed = end.show();
    end.clear();
    await pass(1_000);
    expect(await pressed).toBeNull();
    await arrive();
    expect(screen.last()?.type).toBe("cleared");
  });

  it("belongs to the window that showed last", async () => {
    const [first, second] = [newDesk("link-1"), newDesk("link-2")];
    const screen = newScreen();
    await arrive();
    await first.end.show();
    await arrive();
    await second.end.show();
    await arrive();
    expect(first.heard.known.shown).toBe(false);
    first.end.close();
    await pass(5_000);
    expect(screen.last()?.type).toBe("shown");
    expect(second.heard.known.shown).toBe(true);
  });
});

describe("a screen on another device", () => {
  beforeEach(() => rememberPaired(true));

  it("is asked of the server by our id of the link, told of every beat, and cleared there", async () => {
    const calls = stubServer({});
    const { end, heard } = newDesk();
    expect(heard.known.present).toBe(true);
    expect(await end.show()).toBe(true);
    await pass(5_000);
    expect(heard.known).toMatchObject({ shown: true, mayDim: true });
    end.clear();
    expect(calls).toEqual([
      'POST {"sessionId":"link-1"}',
      'PUT {"id":"show-1"}',
      'PUT {"id":"show-1"}',
      'DELETE {"id":"show-1"}',
    ]);
    await pass(10_000);
    expect(calls).toHaveLength(4);
  });

  it("is given up when the server says so, and kept while it cannot be asked", async () => {
    let answer = new Response(null, { status: 502 });
    stubServer({ put: () => answer });
    const { end, heard } = newDesk();
    await end.show();
    await pass(5_000);
    expect(heard.known.shown).toBe(true);
    answer = new Response(null, { status: 404 });
    await pass(5_000);
    expect(heard.known).toMatchObject({ shown: false, lost: false });
  });

  it("shows nothing that was cleared while the server was asked (row 25)", async () => {
    const calls = stubServer({});
    const { end, heard } = newDesk();
    const answer = end.show();
    end.clear();
    expect(await answer).toBeNull();
    expect(calls).toEqual(['POST {"sessionId":"link-1"}', 'DELETE {"id":"show-1"}']);
    const again = end.show();
    end.close();
    expect(await again).toBeNull();
    await pass(10_000);
    expect(calls).toHaveLength(4);
    expect(heard.known.shown).toBe(false);
  });

  it("that does not answer is said, and the code is shown here", async () => {
    stubServer({ post: 404 });
    const { end, heard } = newDesk();
    expect(await end.show()).toBe(false);
    expect(heard.known).toMatchObject({ present: true, lost: true });
  });

  it("that is not this PC's any more is forgotten", async () => {
    stubServer({ post: 410 });
    const { end, heard } = newDesk();
    expect(await end.show()).toBe(false);
    expect(heard.known).toEqual(noDisplay);
    expect(newDesk().heard.known.present).toBe(false);
  });
});
