import * as z from "zod/mini";
import type { ActionResult } from "@/lib/sessions/actions";

/** How it stands with the events that Medblocks sends. Never holds the secret. */
export type LiveUpdates = {
  /** Where Medblocks would send to now. */
  address: string;
  /** False: it is neither https nor on this computer, and nothing would be sent there. */
  isSendable: boolean;
  /** Null: off. */
  endpoint: {
    /** As Medblocks last told; `gone`: it has no such endpoint any more; `moved`: it has an older address. */
    status: "active" | "disabled" | "other" | "gone" | "moved";
    /** ISO 8601 UTC. */
    checkedAt: string;
    /** ISO 8601 UTC; null: none yet. */
    lastEventAt: string | null;
    /** A patient finished, and no event told of it. */
    hasMissed: boolean;
    /** Whether polls are left out because of it. */
    isHealthy: boolean;
    /** How many came whose kind is not known here. */
    unknownEvents: number;
  } | null;
};

export const liveUpdatesActSchema = z.enum([
  "turn-on",
  "change-secret",
  "turn-off",
  "revive",
  "check",
]);

export type LiveUpdatesAct = z.infer<typeof liveUpdatesActSchema>;

/** Why an act did not come about. */
export type LiveUpdatesTrouble =
  /** This generation of the API has no such calls. */
  | "not-offered"
  | "not-https"
  | "not-reached"
  /** A write was sent, and no answer told what came of it. */
  | "not-sure"
  | "not-answering"
  | "busy"
  | "not-allowed"
  | "refused"
  /** Live updates are off, or the API has no such endpoint any more. */
  | "gone";

export type LiveUpdatesAnswer = { state: LiveUpdates; trouble: LiveUpdatesTrouble | null };

/** The server action that the settings page is given. Its input is checked again on the server. */
export type ChangeLiveUpdates = (act: LiveUpdatesAct) => Promise<ActionResult<LiveUpdatesAnswer>>;
