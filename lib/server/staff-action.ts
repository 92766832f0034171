import "server-only";
import * as z from "zod/mini";
import type { DeskError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { proofSchema } from "@/lib/staff/schema";
import type { Actor, Ctx, From, StaffActor, StaffFrom, VisitorActor } from "./context";
import { staffCtx, visitorCtx } from "./desk";
import { parseInput } from "./parse-input";
import { sendUnlessStopping } from "./shut-down";
import {
  currentAdministrator,
  currentStaff,
  currentVisitor,
  type GuardOptions,
  whereFrom,
} from "./staff/guard";

/** A use case as an action calls it. */
type Verb<A extends Actor, F extends From, Input, T, E> = (
  ctx: Ctx<A>,
  input: Input,
  from: F,
) => Promise<Result<T, E>>;

/** What an action takes, where that depends on the clinic's settings. */
type Accepts<Input> = z.ZodMiniType<Input> | ((ctx: Ctx) => z.ZodMiniType<Input>);

/** A public endpoint: any browser can post anything here. */
type Action<T, E> = (input?: unknown, proof?: unknown) => Promise<Result<T, E | DeskError>>;

export type ActionOptions = GuardOptions & {
  /** Writes to Medblocks: begun only while this process goes on, and then done to the end. */
  toTheEnd?: boolean;
};

/** For an action that is sent nothing. */
export const noInput = z.undefined();

/** An action of whoever is signed in: who calls, what they sent, and then the use case. */
export function staffAction<Input, T, E = never>(
  accepts: Accepts<Input>,
  verb: Verb<StaffActor, StaffFrom, Input, T, E>,
  options: ActionOptions = {},
): Action<T, E> {
  return actionOf(currentStaff, accepts, verb, options);
}

/** The same for administrators alone. */
export function administratorAction<Input, T, E = never>(
  accepts: Accepts<Input>,
  verb: Verb<StaffActor, StaffFrom, Input, T, E>,
  options: ActionOptions = {},
): Action<T, E> {
  return actionOf(currentAdministrator, accepts, verb, options);
}

/** An action of anybody at a page of ours. */
export function visitorAction<Input, T, E = never>(
  accepts: z.ZodMiniType<Input>,
  verb: Verb<VisitorActor, From, Input, T, E>,
): (input?: unknown) => Promise<Result<T, E | DeskError>> {
  return async (input) => {
    const visitor = await currentVisitor();
    if (!visitor.ok) return visitor;

    const parsed = parseInput(accepts, input);
    if (!parsed.ok) return parsed;

    return verb(await visitorCtx(), parsed.value, visitor.value);
  };
}

function actionOf<Input, T, E = never>(
  who: typeof currentStaff,
  accepts: Accepts<Input>,
  verb: Verb<StaffActor, StaffFrom, Input, T, E>,
  options: ActionOptions,
): Action<T, E> {
  return async (input, proof) => {
    const staff = await who(options);
    if (!staff.ok) return staff;

    const ctx = await staffCtx(staff.value);
    const parsed = parseInput(typeof accepts === "function" ? accepts(ctx) : accepts, input);
    if (!parsed.ok) return parsed;

    const given = parseInput(proofSchema, proof);
    if (!given.ok) return given;

    const from = { ...(await whereFrom()), staff: staff.value, proof: given.value };
    const work = () => verb(ctx, parsed.value, from);
    return options.toTheEnd ? sendUnlessStopping(work) : work();
  };
}
