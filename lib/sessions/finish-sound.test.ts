import { expect, it } from "vitest";
import { hasFinished } from "./finish-sound";
import type { SessionState } from "./session";

it.each<[SessionState, SessionState, boolean]>([
  ["waiting", "connected", true],
  ["connecting", "partly", true],
  ["waiting", "nothing", true],
  ["waiting", "connecting", false],
  ["waiting", "ended", false],
  // Told of once: a hospital that is heard of later makes no second sound.
  ["partly", "connected", false],
  ["connected", "connected", false],
])("sounds when the patient finishes, and only then: %s, %s", (before, after, sounds) => {
  expect(hasFinished(before, after)).toBe(sounds);
});
