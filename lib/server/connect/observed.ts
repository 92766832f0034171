import "server-only";
import { noteApiTime } from "@/lib/server/clock";
import { remember } from "@/lib/server/remember";
import type { ApiAnswer } from "@/lib/settings/connection";
import type { Generation, GenerationMemory } from "./generations";
import type { Heard } from "./transport";

/** What was seen of the API, in memory only; the generation may have been kept by an earlier start. */
type Observed = GenerationMemory & {
  /** Its last answer to anybody; null: none yet. */
  lastAnswer: ApiAnswer | null;
  /** Whether its last answer said that it is the built-in sandbox; null: none yet. */
  isSandbox: boolean | null;
  /** Told of a generation that was found, to keep it for the next start. */
  whenFound: (generation: Generation) => void;
};

/** That of this process. */
export function observed(): Observed {
  return remember("observed-api", () => ({
    lastAnswer: null,
    generation: null,
    isSandbox: null,
    whenFound: () => {},
  }));
}

/** Takes down what an answer says. */
export function observe({ requestId, date, isSandbox }: Heard): void {
  if (date !== null) noteApiTime(date);
  observed().isSandbox = isSandbox;
  if (requestId) observed().lastAnswer = { requestId, at: new Date().toISOString() };
}
