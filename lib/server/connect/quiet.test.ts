import { describe, expect, test } from "vitest";
import { ok } from "@/lib/result";
import { wireError } from "@/test/connect/fake-api";
import { answer, create, good, playing, read } from "@/test/connect/fake-outcomes";
import { send } from "./call";
import type { Outcome } from "./transport";

describe("an answer that asks for silence", () => {
  const inBackground = ({ setup }: ReturnType<typeof playing>) => ({
    ...setup,
    isBackground: true as const,
  });

  test.each([
    ["a 429", answer(429, "", { retryAfter: "60" }), 60],
    ["a 429 without a time", answer(429, ""), 10],
    ["a used-up quota", answer(429, wireError("rate_limit_error", "quota_exceeded")), 10],
    ["a 503", answer(503, "", { retryAfter: "60" }), 60],
    ["a date", answer(503, "", { retryAfter: "Thu, 01 Jan 1970 00:02:00 GMT" }), 120],
    ["no more than an hour", answer(429, "", { retryAfter: "86400" }), 3600],
  ] satisfies [string, Outcome, number][])(
    "of %s is heeded by every read in the background, and by none that is pressed",
    async (_, asksToWait, seconds) => {
      const api = playing([asksToWait, good, good]);
      const patient = { ...read, deadline: Number.POSITIVE_INFINITY };
      expect(await send(inBackground(api), patient)).toMatchObject({
        error: { kind: "rate-limited", retryAfterSeconds: seconds },
      });
      for (let second = 0; second < seconds; second++) {
        await send(inBackground(api), patient);
        await api.setup.clock.sleep(1000);
      }
      expect(api.requests).toHaveLength(1);

      expect(await send(inBackground(api), patient)).toEqual(ok({ word: "hello" }));
      expect(api.requests).toHaveLength(2);
    },
  );

  test("lets a press through, read or create, and is heeded whoever got it", async () => {
    const api = playing([answer(429, "", { retryAfter: "60" }), good, good]);
    await send(api.setup, { ...create, deadline: 1e6 });
    expect(await send(inBackground(api), read)).toMatchObject({
      error: { kind: "rate-limited", retryAfterSeconds: 60 },
    });
    expect(await send(api.setup, read)).toEqual(ok({ word: "hello" }));
    expect(await send(api.setup, create)).toEqual(ok({ word: "hello" }));
    expect(api.requests.map(({ method }) => method)).toEqual(["POST", "GET", "POST"]);
  });

  test("is not cut short by a later one, nor made endless by a clock that is set back", async () => {
    const api = playing([
      answer(429, "", { retryAfter: "60" }),
      answer(429, "", { retryAfter: "5" }),
      good,
    ]);
    await send(api.setup, create);
    await send(api.setup, create);
    expect(api.setup.quiet.until).toBe(60_000);
    api.setup.quiet.until += 40 * 24 * 3_600_000;
    expect(await send(inBackground(api), read)).toEqual(ok({ word: "hello" }));
  });

  test("is none of a fault that names no time", async () => {
    const api = playing([answer(503, ""), answer(500, ""), good]);
    expect(await send(inBackground(api), read)).toEqual(ok({ word: "hello" }));
    expect(api.setup.quiet.until).toBe(0);
  });
});
