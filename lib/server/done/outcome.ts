import "server-only";
import type { DeskError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { askAgainAfterReturnMs, paces } from "@/lib/server/sessions/freshness";
import { within } from "@/lib/server/within";
import { isSuccess } from "@/lib/sessions/progress";
import type { SessionProgress } from "@/lib/sessions/session";
import type { ReturnOutcome } from "@/lib/words/patients";

/** Asks the API where a session of ours stands; an answer of a moment ago may be shared. */
export type ReadProgress = (id: string) => Promise<Result<SessionProgress, DeskError>>;

/** What may be claimed of a session, and what the API said of it; null when that is not known. */
export type Found = { outcome: ReturnOutcome; progress: SessionProgress | null };

/** For the patient who comes back from a session, after 3 s at most. */
export async function findOutcome(id: string, readProgress: ReadProgress): Promise<Found> {
  const read = await within(paces.returnMs, readSinceReturn(id, readProgress));
  return read?.ok
    ? { outcome: outcomeOf(read.value), progress: read.value }
    : { outcome: "unknown", progress: null };
}

async function readSinceReturn(id: string, readProgress: ReadProgress): ReturnType<ReadProgress> {
  const returnedAt = new Date();
  const latest = await readProgress(id);
  if (!latest.ok) return latest;
  const againMs = askAgainAfterReturnMs(latest.value, returnedAt);
  if (againMs === null) return latest;
  await new Promise((resolve) => setTimeout(resolve, againMs));
  return readProgress(id);
}

function outcomeOf({ state, hospitals, stale }: SessionProgress): ReturnOutcome {
  if (stale) return "unknown";
  switch (state) {
    case "connecting":
    case "connected":
    case "partly":
      return isSuccess(hospitals) ? "done" : "partly";
    case "nothing":
    case "ended":
      return "nothing";
    case "waiting":
      return "unknown";
  }
}
