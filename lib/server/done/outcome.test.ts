import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { HospitalState, SessionProgress, SessionState } from "@/lib/sessions/session";
import type { ReturnOutcome } from "@/lib/words/patients";
import { findOutcome, type ReadProgress } from "./outcome";

/** @param ageMs how long ago the API was heard; below 0: only after the question */
function progress(
  state: SessionState,
  hospitals: HospitalState[],
  { stale = false, ageMs = -100 } = {},
): Result<SessionProgress, DeskError> {
  const now = new Date().toISOString();
  return ok({
    id: "row-1",
    state,
    linkWorks: state === "waiting" || state === "connecting",
    hospitals: hospitals.map((hospital) => ({
      sourceId: "fhirsrc_1",
      name: "Mayo Clinic",
      state: hospital,
      at: now,
      records: null,
    })),
    expiresAt: now,
    checkedAt: new Date(Date.now() - ageMs).toISOString(),
    serverNow: now,
    stale,
    whose: null,
  });
}

const notAnswering = fail<DeskError>({ kind: "not-answering", requestId: null });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is claimed, and after how long. */
async function claimAfter(readProgress: ReadProgress) {
  const start = Date.now();
  const claim = findOutcome("row-1", readProgress).then(({ outcome }) => ({
    outcome,
    afterMs: Date.now() - start,
  }));
  await vi.advanceTimersByTimeAsync(10_000);
  return claim;
}

describe("a patient who comes back", () => {
  it.each<[string, ReturnOutcome, SessionState, HospitalState[]]>([
    ["done when all is connected", "done", "connected", ["connected", "connected"]],
    ["done when the rest was never tried", "done", "connected", ["connected", "waiting"]],
    ["done before the API closes the link", "done", "connecting", ["connected"]],
    ["partly when one was refused", "partly", "partly", ["connected", "declined"]],
    ["partly when one did not work", "partly", "connecting", ["failed", "connected"]],
    ["partly when access was lost again", "partly", "partly", ["connected", "lapsed"]],
    ["nothing when all was refused", "nothing", "nothing", ["declined"]],
    ["nothing when none was tried", "nothing", "nothing", ["waiting"]],
    ["nothing when the time ran out", "nothing", "ended", ["waiting"]],
    ["unknown while the API waits", "unknown", "waiting", ["waiting"]],
  ])("is told %s", async (_, outcome, state, hospitals) => {
    const read = async () => progress(state, hospitals);
    expect(await claimAfter(read)).toEqual({ outcome, afterMs: 0 });
  });

  it("is told nothing on the word of an old answer", async () => {
    const read = async () => progress("connected", ["connected"], { stale: true, ageMs: 60_000 });
    expect(await claimAfter(read)).toEqual({ outcome: "unknown", afterMs: 0 });
  });

  it("is told nothing when the API does not answer", async () => {
    expect(await claimAfter(async () => notAnswering)).toEqual({ outcome: "unknown", afterMs: 0 });
  });

  it("waits three seconds at most", async () => {
    const read = () => new Promise<never>(() => {});
    expect(await claimAfter(read)).toEqual({ outcome: "unknown", afterMs: 3_000 });
  });

  it.each([
    ["waiting", "waiting"],
    ["connecting", "connected"],
  ] as const)("is not judged by what was heard before: %s", async (state, hospital) => {
    const answers = [
      progress(state, [hospital], { ageMs: 600 }),
      progress("partly", ["connected", "declined"], { ageMs: -2_000 }),
    ];
    const read = async () => answers.shift() ?? notAnswering;
    expect(await claimAfter(read)).toEqual({ outcome: "partly", afterMs: 1_500 });
  });

  it("does not wait for what cannot change any more", async () => {
    const read = async () => progress("connected", ["connected"], { ageMs: 1_000 });
    expect(await claimAfter(read)).toEqual({ outcome: "done", afterMs: 0 });
  });
});
