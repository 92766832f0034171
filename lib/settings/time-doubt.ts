import type { ActionResult } from "@/lib/sessions/actions";

/** Why the server's clock is not believed. All times ISO 8601 UTC. */
export type TimeDoubt = {
  /** What the server's clock says. */
  now: string;
  /** What Medblocks said, carried on to now; null: it has not answered since the start. */
  api: string | null;
  /** What it said when it was last believed. */
  believed: string;
};

/** The server action that the notice is given. */
export type ConfirmTime = () => Promise<ActionResult<null>>;
