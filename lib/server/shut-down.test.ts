import { expect, it } from "vitest";
import { errorWords } from "@/lib/sessions/error-words";
import { testCtx } from "@/test/ctx";
import { press } from "@/test/sessions/test-desk";
import { behindAll, sendUnlessStopping, toTheEnd } from "./shut-down";
import type { Wait } from "./within";

/** Lets each wait pass at once but the longest, which is as long as nothing happens. */
function clock() {
  const waits: number[] = [];
  const wait: Wait = async (ms, _value, options) => {
    waits.push(ms);
    if (ms > 10_000) await new Promise((end) => options?.signal.addEventListener("abort", end));
  };
  return { waits, wait };
}

it("ends soon where nothing was begun", async () => {
  const { waits, wait } = clock();
  await behindAll(new Set(), wait);
  expect(waits).toEqual([3_000]);
});

it("ends behind a create, and lets its answer leave", async () => {
  let made = (_: string): void => {};
  const create = new Promise<string>((resolve) => {
    made = resolve;
  });
  const { waits, wait } = clock();
  let ended = false;
  const end = behindAll(new Set([create]), wait).then(() => {
    ended = true;
  });
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  made("link");
  await end;
  expect(waits).toEqual([3_000, 14_000, 500]);
});

it("waits no longer than a create can take", async () => {
  await behindAll(new Set([new Promise(() => {})]), async () => {});
});

it("finishes a create that is under way, and refuses one that comes later", async () => {
  const { ctx, api } = await testCtx();
  const stop = new AbortController();
  const begun = sendUnlessStopping(() => press(ctx), stop.signal);

  stop.abort();
  const late = await sendUnlessStopping(() => press(ctx, { patientId: "MRN2" }), stop.signal);

  expect(await begun).toMatchObject({ ok: true, value: { repeated: false } });
  expect(api.created.map(({ input }) => input.patientId)).toEqual(["MRN10023"]);
  expect(late).toEqual({ ok: false, error: { kind: "not-answering", requestId: null } });
  const said = !late.ok && errorWords(late.error, { patientId: "MRN2", sourceName: String });
  expect(said).toMatchObject({ saved: "No link was made. Your entries are kept." });
  expect(said).toMatchObject({ next: expect.stringMatching(/^Try again in a minute\./) });
});

it("gives what the work gives, well or not", async () => {
  expect(await toTheEnd(async () => "link")).toBe("link");
  await expect(
    toTheEnd(async () => {
      throw new Error("broken");
    }),
  ).rejects.toThrow("broken");
});
