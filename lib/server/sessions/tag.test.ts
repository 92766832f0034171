import { expect, it } from "vitest";
import { pickTag } from "./tag";

const all = (picks: number) => {
  const inUse: string[] = [];
  for (let n = 0; n < picks; n += 1) inUse.push(pickTag(inUse));
  return inUse;
};

it("is a colour and a number", () => {
  expect(pickTag([], () => 0)).toBe("Amber 1");
  expect(pickTag([], () => 0.999)).toBe("Silver 9");
  expect(pickTag([])).toMatch(/^[A-Z][a-z]+ [1-9]$/);
});

it("is not one that another screen shows", () => {
  expect(pickTag(["Amber 1", "Amber 2"], () => 0)).toBe("Amber 3");
  expect(new Set(all(90)).size).toBe(90);
});

it("counts on when every short one is taken", () => {
  const short = all(90);
  expect(pickTag(short, () => 0)).toBe("Amber 10");
  expect(new Set(all(990)).size).toBe(990);
});

it("shares one rather than none when all are taken", () => {
  expect(pickTag(all(990), () => 0)).toBe("Amber 10");
});
