/** A moment by both clocks of this PC: one may be set by hand, the other may rest while the PC sleeps. */
export type Moment = { wall: number; steady: number };

export function moment(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}

/** Milliseconds since `then` by the clock that says more: asleep or set back, nobody gains time. */
export function elapsedMs(then: Moment, now: Moment = moment()): number {
  return Math.max(now.wall - then.wall, now.steady - then.steady, 0);
}

/** What covers the page: a veil while nobody is at the PC, or the question who is there. */
export type Cover = "veil" | "signed-out" | null;

export type PresenceLimits = {
  /** Seconds without input; null: this PC is not shared and needs no veil. */
  veilAfterSeconds: number | null;
  signOutAfterMinutes: number;
};

/** What has to cover the page after so long without a key, a press or a move. */
export function coverAfter(idleMs: number, limits: PresenceLimits): Cover {
  if (idleMs >= limits.signOutAfterMinutes * 60_000) return "signed-out";
  const { veilAfterSeconds } = limits;
  return veilAfterSeconds !== null && idleMs >= veilAfterSeconds * 1000 ? "veil" : null;
}

const reportEveryMs = 60_000;

/** Whether the server has to hear of input: some came since the last report, a minute ago or more. */
export function isReportDue(lastInput: Moment, reported: Moment, now: Moment = moment()): boolean {
  return lastInput.steady > reported.steady && elapsedMs(reported, now) >= reportEveryMs;
}
