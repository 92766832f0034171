import type { Ctx, StaffActor } from "@/lib/server/context";
import { createSession } from "@/lib/server/sessions/create-session";
import type { CreateResult } from "@/lib/sessions/actions";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionCard } from "@/lib/sessions/session";
import { sampleInput } from "./sample-input";

/** One press of Create. */
export function press(
  ctx: Ctx<StaffActor>,
  changes: Partial<CreateSessionInput> = {},
): Promise<CreateResult> {
  return createSession(ctx, sampleInput(changes));
}

/** The card that staff see. @throws when they see none */
export function shown(result: CreateResult): SessionCard {
  if (!result.ok) throw new Error(`There is no card: ${result.error.kind}.`);
  return result.value.card;
}

/** What a card lets a patient open. */
export function linkOf(result: CreateResult): string | undefined {
  return shown(result).link?.url;
}
