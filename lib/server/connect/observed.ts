import "server-only";
import { remember } from "@/lib/server/remember";
import type { ApiAnswer } from "@/lib/settings/connection";
import type { Generation } from "./generations";

/** What was seen of the API since this process started; in memory only. */
type Observed = {
  /** Its last answer to anybody; null: none yet. */
  lastAnswer: ApiAnswer | null;
  /** The generation that was detected; null: none had to be, or the API did not tell. */
  generation: Generation | null;
};

/** That of this process. */
export function observed(): Observed {
  return remember("observed-api", () => ({ lastAnswer: null, generation: null }));
}

/** What a connection tells it. */
export const observing = {
  heard: (requestId: string) => {
    observed().lastAnswer = { requestId, at: new Date().toISOString() };
  },
  found: (generation: Generation) => {
    observed().generation = generation;
  },
};
