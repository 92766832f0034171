import "server-only";
import type { AppError } from "@/lib/errors";
import type { ReturnOutcome } from "@/lib/patients/return-words";
import type { Result } from "@/lib/result";
import { within } from "@/lib/server/within";
import { isSuccess } from "@/lib/sessions/progress";
import type { SessionProgress } from "@/lib/sessions/session";

const answerLimitMs = 3_000;
/** Longer than one answer of the API is shared among all who ask about a session. */
const answerSharedMs = 2_100;

/** Asks the API where a session of ours stands; an answer of a moment ago may be shared. */
export type ReadProgress = (id: string) => Promise<Result<SessionProgress, AppError>>;

/** What may be claimed of a session, and what the API said of it; null when that is not known. */
export type Found = { outcome: ReturnOutcome; progress: SessionProgress | null };

/** For the patient who comes back from a session, after 3 s at most. */
export async function findOutcome(id: string, readProgress: ReadProgress): Promise<Found> {
  const read = await within(answerLimitMs, readSinceReturn(id, readProgress));
  return read?.ok
    ? { outcome: outcomeOf(read.value), progress: read.value }
    : { outcome: "unknown", progress: null };
}

/** A poll may have asked just before the patient finished; that answer tells nothing of the end. */
async function readSinceReturn(id: string, readProgress: ReadProgress): ReturnType<ReadProgress> {
  const returnedAt = Date.now();
  const latest = await readProgress(id);
  if (!latest.ok || !latest.value.linkWorks) return latest;
  const ageMs = returnedAt - Date.parse(latest.value.checkedAt);
  if (ageMs <= 0) return latest;
  await new Promise((resolve) => setTimeout(resolve, answerSharedMs - ageMs));
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
