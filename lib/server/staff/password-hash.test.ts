import { expect, it } from "vitest";
import { createHashTurns } from "./password-hash";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Hashes that end when they are told to, and who was let in, in order. */
function newDesk() {
  const turns = createHashTurns();
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    turns,
    started,
    hash: (name: string) => () => {
      started.push(name);
      return new Promise<void>((end) => ends.set(name, end));
    },
    end: async (name: string) => {
      ends.get(name)?.();
      await settled();
    },
  };
}

it("two passwords are looked at at once, however many come", async () => {
  const { turns, started, hash, end } = newDesk();
  const all = ["a", "b", "c", "d"].map((name) => turns.run(hash(name)));
  await settled();
  expect(started).toEqual(["a", "b"]);

  await end("b");
  expect(started).toEqual(["a", "b", "c"]);
  await end("a");
  expect(started).toEqual(["a", "b", "c", "d"]);

  await end("c");
  await end("d");
  await Promise.all(all);
  const next = turns.run(hash("e"));
  await settled();
  await end("e");
  await next;
});

it("who is known comes before every stranger that waits", async () => {
  const { turns, started, hash, end } = newDesk();
  for (const name of ["stranger 1", "stranger 2", "stranger 3", "stranger 4"]) {
    void turns.run(hash(name));
  }
  void turns.as("known", () => turns.run(hash("Dana's own PC")));
  void turns.as("known", () => turns.run(hash("Lee's own PC")));
  await settled();

  await end("stranger 1");
  await end("stranger 2");
  await end("Dana's own PC");

  expect(started.slice(2)).toEqual(["Dana's own PC", "Lee's own PC", "stranger 3"]);
});

it("only so many strangers wait", async () => {
  const { turns, hash, end } = newDesk();
  for (let i = 0; i < 42; i++) {
    expect(turns.isFull()).toBe(false);
    void turns.run(hash(`stranger ${i}`));
  }
  expect(turns.isFull()).toBe(true);

  await settled();
  await end("stranger 0");
  expect(turns.isFull()).toBe(false);
});

it("a hash that fails gives its turn back", async () => {
  const { turns, started, hash } = newDesk();
  const failing = () => turns.run(() => Promise.reject(new Error("No such cost.")));

  await Promise.allSettled([failing(), failing(), failing()]);
  void turns.run(hash("next"));
  await settled();

  expect(started).toEqual(["next"]);
});
