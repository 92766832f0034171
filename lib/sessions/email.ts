import * as z from "zod/mini";
import type { DeskError } from "@/lib/errors";
import { languages } from "@/lib/words/language";

/** What a browser sends to have a link emailed: to whom is known already. */
export const emailRequestSchema = z.object({
  language: z.enum(languages),
});

export type EmailRequest = z.infer<typeof emailRequestSchema>;

type Failure<Kind extends string> = { kind: Kind; requestId: null };

/** Every way in which an email can end without being sent. */
export type EmailError =
  | DeskError
  /** No mail server is set up here. */
  | Failure<"no-mail-server">
  /** None was given for this patient, or one that no email can be sent to. */
  | Failure<"no-email-address">
  /** It has ended, or it does in a moment. */
  | Failure<"link-too-old">
  /** The mail server does not know this address; nothing was sent. */
  | Failure<"email-refused">
  /** The mail server takes nothing at the moment; nothing was sent. */
  | Failure<"email-not-now">
  /** The mail server does not let this desk send, whoever it is to; nothing was sent. */
  | Failure<"email-not-allowed">
  /** No mail server took the message; nothing was sent. */
  | Failure<"email-not-reached">
  /** It was handed over and no answer came. */
  | Failure<"email-unknown">;

const kindSchema = z.object({ kind: z.string(), retryAfterSeconds: z.optional(z.number()) });

/** Whether our own server may have sent this as the reason. */
export function isEmailError(value: unknown): value is EmailError {
  const parsed = kindSchema.safeParse(value);
  if (!parsed.success) return false;
  return parsed.data.kind !== "rate-limited" || parsed.data.retryAfterSeconds !== undefined;
}

/** Minutes that a link must have left: an email takes a while to be read. */
export const leastMinutesToEmail = 5;
