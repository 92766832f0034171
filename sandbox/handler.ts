import type { Refusal } from "./envelope";
import type { FamilyName } from "./families";
import type { State } from "./state";

/** A call that the contract has let through. */
export type Call = {
  state: State;
  family: FamilyName;
  /** Decoded values of the path, by name. */
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
};

/** What came of a call, before it is written down in the words of HTTP. */
export type Outcome = { ok: true; body: unknown } | { ok: false; refusal: Refusal };

export type Handler = (call: Call) => Outcome;

export function answer(body: unknown): Outcome {
  return { ok: true, body };
}

export function refused(refusal: Refusal): Outcome {
  return { ok: false, refusal };
}
