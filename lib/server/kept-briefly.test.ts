import { expect, it } from "vitest";
import { keptBriefly } from "./kept-briefly";

function counting(answers: (() => Promise<string>)[]) {
  let time = 0;
  let reads = 0;
  const kept = keptBriefly(
    () => (answers[reads++] ?? answers.at(-1) ?? (async () => "none"))(),
    1000,
    () => time,
  );
  return { kept, reads: () => reads, at: (ms: number) => (time = ms) };
}

it("reads once for all who ask at the same moment, and again after a while", async () => {
  const { kept, reads, at } = counting([async () => "old", async () => "new"]);
  expect(await Promise.all([kept.get(), kept.get()])).toEqual(["old", "old"]);
  at(999);
  expect(await kept.get()).toBe("old");
  expect(reads()).toBe(1);
  at(1000);
  expect(await kept.get()).toBe("new");
});

it("reads again at once when told to forget", async () => {
  const { kept } = counting([async () => "old", async () => "new"]);
  await kept.get();
  kept.forget();
  expect(await kept.get()).toBe("new");
});

it("keeps no failure", async () => {
  const { kept } = counting([() => Promise.reject(new Error("no database")), async () => "good"]);
  await expect(kept.get()).rejects.toThrow("no database");
  expect(await kept.get()).toBe("good");
});
