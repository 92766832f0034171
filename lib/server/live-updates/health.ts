import "server-only";
import { isFresh, now } from "@/lib/server/clock";
import { keptBriefly } from "@/lib/server/kept-briefly";
import { remember } from "@/lib/server/remember";
import { endpointStore, type KeptEndpoint } from "./endpoint-store";

/** The hourly check may fail once before polls are needed again. */
const checkedForMs = 2 * 60 * 60_000 + 60_000;

/**
 * Whether events can be relied on: the API had its endpoint switched on when it was last asked, not
 * long ago, and none was found missing since the last one that came.
 */
export function isHealthy(endpoint: KeptEndpoint | null, now: Date): boolean {
  if (endpoint?.status !== "active") return false;
  return isFresh(endpoint.checkedAt, checkedForMs, now) && !hasMissed(endpoint);
}

/** Whether a patient finished since the last event, untold. */
export function hasMissed({ missedAt, lastEventAt }: KeptEndpoint): boolean {
  return missedAt !== null && missedAt > (lastEventAt ?? "");
}

/** Other processes hear of a change after so long. */
const keptMs = 1000;

/** Of this process; cheap enough to be asked at each poll. */
export async function liveUpdatesWork(): Promise<boolean> {
  return isHealthy(await kept().get(), now());
}

/** A patient finished, and no event told of it: until one comes, the API is asked as before. */
export async function noteMissed(now: Date): Promise<void> {
  await (await endpointStore()).noteMissed(now);
  forgetHealth();
}

/** After an act: what was kept for a moment is no longer so. */
export function forgetHealth(): void {
  kept().forget();
}

function kept() {
  return remember("live-updates-endpoint", () =>
    keptBriefly(async () => (await endpointStore()).readEndpoint(), keptMs),
  );
}
