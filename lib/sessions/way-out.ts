import * as z from "zod/mini";
import { isSourceId } from "@/lib/sources/source-id";
import type { ActionResult } from "./actions";
import { linkIdSchema } from "./follow-up";
import type { HospitalProgress } from "./session";

/** What is wrong with a link. */
export type WrongThing = "hospital" | "person";

export const disconnectSchema = z.object({
  id: linkIdSchema,
  sourceId: z.string().check(z.refine(isSourceId)),
});

/** A hospital of a link on the way out. */
export type WayOutHospital = Pick<HospitalProgress, "sourceId" | "name" | "state" | "at"> & {
  /** Whether the API told an id to disconnect it by. */
  hasId: boolean;
};

/**
 * What came of a press of Disconnect, as the API tells it afterwards.
 *
 * - `no-call`: this generation of the API has no such call, or told no id to call it with
 * - `not-known`: sent, and neither its answer nor a look afterwards tells what came of it
 * - `refused`: the API said no, and the hospital is still connected
 */
export type DisconnectOutcome = "disconnected" | "no-call" | "not-known" | "refused";

export type DisconnectHospital = (input: unknown) => Promise<ActionResult<DisconnectOutcome>>;

/** What there is to say about it beside the hospital. */
export function disconnectWords(outcome: DisconnectOutcome, name: string): string {
  switch (outcome) {
    case "disconnected":
      return `${name} is disconnected. No new records come from it.`;
    case "no-call":
      return `${name} cannot be disconnected from here. It is still connected.`;
    case "not-known":
      return `We do not know yet if ${name} was disconnected. Do not promise it. Look again in a minute.`;
    case "refused":
      return `Medblocks did not disconnect ${name}. It is still connected.`;
  }
}
