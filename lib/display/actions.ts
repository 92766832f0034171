import type { ActionResult } from "@/lib/sessions/actions";

/** The server actions that the settings page is given. Input: `./pairing-code`. */
export type PairDisplay = (input: unknown) => Promise<ActionResult<null>>;
export type UnpairDisplay = () => Promise<ActionResult<null>>;
