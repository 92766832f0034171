import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, vi } from "vitest";
import { DeskEnd, type DisplayKnown, noDisplay } from "@/lib/display/desk-end";
import { type DisplayMessage, openDisplayChannel } from "@/lib/display/message";

export const minuteMs = 60_000;
const closers: (() => void)[] = [];

/** Each test of a file has a clock and a browser's storage of its own. */
export function withOwnBrowser() {
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
}

/** The window of one desk, opened this instant. */
export function openDesk(sessionId = "link-1", linkMs = 60 * minuteMs) {
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

/** As staff meet it: it has looked for a screen. */
export async function newDesk(...given: Parameters<typeof openDesk>) {
  const desk = openDesk(...given);
  await pass(250);
  return desk;
}

/** A screen in the same browser, with what it was told. */
export function newScreen({ mayDim = false } = {}) {
  const told: DisplayMessage[] = [];
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

export const iso = () => new Date().toISOString();

/** Lets what was said arrive, and the answers to it. */
export async function arrive() {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}

/** Time goes by, beat by beat. */
export async function pass(ms: number) {
  for (let left = ms; left > 0; left -= 5_000) {
    vi.advanceTimersByTime(Math.min(left, 5_000));
    await arrive();
  }
}
