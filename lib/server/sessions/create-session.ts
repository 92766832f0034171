import "server-only";
import { ok } from "@/lib/result";
import type { Ctx, StaffActor } from "@/lib/server/context";
import type { CreateResult } from "@/lib/sessions/actions";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { askFirst } from "./ask-first";
import { cardOf } from "./card";
import { mint } from "./mint";
import { type Outcome, settleByAttempt } from "./settle";

/** Somebody at a desk presses Create: staff are asked first, the link is made, and its card shown. */
export async function createSession(
  ctx: Ctx<StaffActor>,
  input: CreateSessionInput,
): Promise<CreateResult> {
  const { replaces: _, makeAnother: __, idAnswers: ___, ...order } = input;
  return shown(ctx, await mint(ctx, order, () => askFirst(ctx, input)));
}

/** Finds out what came of a press whose answer was lost. Never makes a link. */
export async function settleAttempt(
  ctx: Ctx<StaffActor>,
  attemptId: string,
): Promise<CreateResult> {
  return shown(ctx, await settleByAttempt(ctx, attemptId));
}

function shown({ now }: Ctx, outcome: Outcome): CreateResult {
  if (!outcome.ok) return outcome;
  const { session, repeated } = outcome.value;
  return ok({ card: cardOf(session, now()), repeated });
}
