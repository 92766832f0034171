import { describe, expect, it } from "vitest";
import { auditActions } from "./action";
import { actionLabel, deedWords, isDone, outcomeWords, strangersWords } from "./words";

describe("a row of the trail in words", () => {
  it("tells what was done, or what was tried and why it was not", () => {
    expect(deedWords("link-created", "ok")).toBe("made a link");
    expect(outcomeWords("ok")).toBe("Done");
    expect(deedWords("link-created", "found")).toBe("made a link");
    expect(deedWords("link-created", "plan-exhausted")).toBe("tried to make a link");
    expect(outcomeWords("plan-exhausted")).toBe("Not done: plan exhausted");
    expect(deedWords("link-created", "started")).toBe("was about to make a link");
    expect(outcomeWords("started")).toBe("Begun");
  });

  it("has no words of its own for what a later version wrote, and still shows it", () => {
    expect(deedWords("link-folded", "ok")).toBe("did “link-folded”");
    expect(deedWords("constructor", "toString")).toBe("tried to constructor");
    expect(isDone("constructor")).toBe(false);
  });

  it("tells how often strangers were refused", () => {
    expect(strangersWords("sign-in 137")).toBe(
      "137 times in one hour with a password or passkey of nobody here",
    );
    expect(strangersWords("single-sign-on 1")).toBe("once in one hour with single sign-on");
    expect(strangersWords("constructor 2")).toBe("2 times in one hour in another way");
  });

  it("has a choice for every act, each another", () => {
    const labels = auditActions.map(actionLabel);
    expect(labels).toContain("Showed a link to the patient");
    expect(new Set(labels).size).toBe(auditActions.length);
  });
});
