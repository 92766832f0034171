import { beforeEach, expect, it, vi } from "vitest";
import { findsServer, isReached, noteAnswer, onReachChange } from "./reach";

const window = new EventTarget();
const browser = { onLine: true };

beforeEach(() => {
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  vi.stubGlobal("navigator", browser);
  browser.onLine = true;
  noteAnswer(true);
});

it("is lost by the browser's word or by a question that nothing answers", () => {
  let told = 0;
  const stop = onReachChange(() => {
    told += 1;
  });

  noteAnswer(false);
  noteAnswer(false);
  expect([isReached(), told]).toEqual([false, 1]);
  noteAnswer(true);
  expect([isReached(), told]).toEqual([true, 2]);

  browser.onLine = false;
  window.dispatchEvent(new Event("offline"));
  expect([isReached(), told]).toEqual([false, 3]);

  stop();
  window.dispatchEvent(new Event("online"));
  noteAnswer(false);
  expect(told).toBe(3);
});

it("is looked for only where the last question had no answer", async () => {
  const asked: string[] = [];
  let isThere = false;
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    if (!isThere) throw new TypeError("Failed to fetch");
    return new Response();
  });

  expect(await findsServer()).toBe(true);
  expect(asked).toEqual([]);
  noteAnswer(false);
  expect(await findsServer()).toBe(false);
  isThere = true;
  expect(await findsServer()).toBe(true);
  browser.onLine = false;
  expect(await findsServer()).toBe(false);
  expect(asked).toEqual(["/api/health", "/api/health"]);
});
