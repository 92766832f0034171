import "server-only";
import type { AppError } from "@/lib/errors";
import type { ReturnOutcome } from "@/lib/patients/return-words";
import type { Result } from "@/lib/result";
import type { HospitalState, SessionProgress } from "@/lib/sessions/session";

const answerLimitMs = 3_000;
/** Longer than one answer of the API is shared among all who ask about a session. */
const answerSharedMs = 2_100;

/** Asks the API where a session of ours stands; an answer of a moment ago may be shared. */
export type ReadProgress = (id: string) => Promise<Result<SessionProgress, AppError>>;

/** What may be claimed of a session to the patient who comes back from it, after 3 s at most. */
export async function findOutcome(id: string, readProgress: ReadProgress): Promise<ReturnOutcome> {
  const read = await within(answerLimitMs, readSinceReturn(id, readProgress));
  return read?.ok ? outcomeOf(read.value) : "unknown";
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

/** What came of a hospital that the patient tried in vain. One never tried is no failure of theirs. */
const triedInVain: readonly HospitalState[] = ["declined", "failed", "lapsed"];

function outcomeOf({ state, hospitals, stale }: SessionProgress): ReturnOutcome {
  if (stale) return "unknown";
  switch (state) {
    case "connecting":
    case "connected":
    case "partly":
      return hospitals.some((hospital) => triedInVain.includes(hospital.state)) ? "partly" : "done";
    case "nothing":
    case "ended":
      return "nothing";
    case "waiting":
      return "unknown";
  }
}

/** What `answer` gives if it comes in time, else null; the answer itself goes on unheard. */
async function within<T>(limitMs: number, answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limitMs, null);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
