import type { AppError, DeskError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { SessionCard } from "./session";

/** What a server action answers: plain data, never an exception for an expected failure. */
export type ActionResult<T> = Result<T, AppError>;

/** A link to hand over. `repeated`: this attempt had made it before; nothing was made twice. */
export type CreatedSession = { card: SessionCard; repeated: boolean };

export type CreateResult = Result<CreatedSession, DeskError>;

/** The server actions that the desk is given. Their input is checked again on the server. */
export type CreateSession = (input: unknown) => Promise<CreateResult>;
export type SettleAttempt = (attemptId: unknown) => Promise<CreateResult>;

/** Somebody looked after a link, or did not yet after all. */
export type FollowUpActions = {
  finish: (input: unknown) => Promise<ActionResult<null>>;
  reopen: (id: unknown) => Promise<ActionResult<null>>;
};
