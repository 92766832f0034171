import type { HospitalState, SessionProgress } from "@/lib/sessions/session";

/** One link's progress with these hospitals, made up, for tests. */
export function sampleProgress(
  changes: Partial<SessionProgress> = {},
  hospitals: Record<string, HospitalState> = { "Mayo Clinic": "waiting" },
): SessionProgress {
  return {
    id: "row-1",
    state: "waiting",
    linkWorks: true,
    hospitals: Object.entries(hospitals).map(([name, state], index) => ({
      sourceId: `fhirsrc_${index + 1}`,
      name,
      state,
      at: state === "waiting" ? null : "2026-04-25T14:31:00.000Z",
      records: null,
    })),
    expiresAt: "2026-04-25T15:00:00.000Z",
    checkedAt: "2026-04-25T14:30:00.000Z",
    serverNow: "2026-04-25T14:30:00.000Z",
    stale: false,
    whose: null,
    ...changes,
  };
}
