import "server-only";
import { isEmailAddress } from "@/lib/email-address";
import type { DeskError } from "@/lib/errors";
import { messageOf } from "@/lib/patients/message";
import { fail, ok, type Result } from "@/lib/result";
import { announced, type Deed, note } from "@/lib/server/act";
import { listHandovers } from "@/lib/server/audit/loaders";
import type { Ctx } from "@/lib/server/context";
import { emailOf } from "@/lib/server/mail/email-of";
import type { Delivery, Email } from "@/lib/server/mail/send";
import { type EmailError, type EmailRequest, leastMinutesToEmail } from "@/lib/sessions/email";
import type { HandedOver, Handover } from "@/lib/sessions/handover";
import { linkWorks } from "@/lib/sessions/progress";
import { findLink } from "./find";
import type { MadeSession } from "./stored-session";

const notFound = fail({ kind: "session-not-found", requestId: null } as const);

/** Writes down that somebody handed a link over, and in which way. */
export async function recordHandover(
  ctx: Ctx,
  { id, what }: { id: string; what: Handover },
): Promise<Result<null, DeskError>> {
  const link = await findLink(ctx, id);
  if (!link) return notFound;
  await noteHandover(ctx, link, what);
  return ok(null);
}

/** As `recordHandover`, of a link that is at hand. */
export function noteHandover(ctx: Ctx, link: MadeSession, what: Handover): Promise<void> {
  return note(ctx, { ...about(link, `link-${what}`), outcome: "ok" });
}

/** How a link was handed over until now, oldest first. */
export async function readHandovers(
  ctx: Ctx,
  { id }: { id: string },
): Promise<Result<HandedOver[], DeskError>> {
  const link = await findLink(ctx, id);
  return link ? ok(await listHandovers(ctx, link)) : notFound;
}

/** The hosted link, for somebody who presses Copy in a list. Written down before it is given. */
export async function linkToCopy(
  ctx: Ctx,
  { id }: { id: string },
): Promise<Result<{ url: string }, DeskError>> {
  const link = await findLink(ctx, id);
  if (!link?.snapshot.url || !linkWorks(link.snapshot, ctx.now())) return notFound;
  await noteHandover(ctx, link, "copied");
  return ok({ url: link.snapshot.url });
}

/** What an email goes out by. */
export type Mailer = {
  /** Null: no mail server is set up. */
  send: ((email: Email) => Promise<Delivery>) | null;
  /** Counts an email before it is sent. @returns seconds to wait first; 0: go ahead */
  takeTurn: (id: string) => Promise<number>;
};

/** Emails a link to the patient's own address, and writes down what became of it. */
export async function emailLink(
  ctx: Ctx,
  { id, language }: EmailRequest & { id: string },
  { send, takeTurn }: Mailer,
): Promise<Result<null, EmailError>> {
  const { now, clinic } = ctx;
  const link = await findLink(ctx, id);
  if (!link) return failed("session-not-found");
  if (!send) return failed("no-mail-server");

  const { url, expiresAt } = link.snapshot;
  const leftMs = Date.parse(expiresAt) - now().getTime();
  const isWorthIt = linkWorks(link.snapshot, now()) && leftMs >= leastMinutesToEmail * 60_000;
  if (!url || !isWorthIt) return failed("link-too-old");
  const { email: to } = link.details;
  if (!isEmailAddress(to)) return failed("no-email-address");

  const deed = about(link, "link-emailed");
  const retryAfterSeconds = await takeTurn(id);
  if (retryAfterSeconds > 0) {
    await note(ctx, { ...deed, outcome: "rate-limited" });
    return fail({ kind: "rate-limited", requestId: null, retryAfterSeconds });
  }
  const message = messageOf({ language, timeZone: clinic.timeZone, clinic, url, expiresAt });
  const delivery = await announced(ctx, deed, toldOf, () => send(emailOf(message, language, to)));
  return delivery === "sent" ? ok(null) : failed(`email-${delivery}`);
}

function toldOf(delivery: Delivery) {
  return { outcome: delivery === "sent" ? "ok" : `email-${delivery}` };
}

function about({ id, patientKey }: MadeSession, action: Deed["action"]) {
  return { action, subject: id, patientKey };
}

function failed<Kind extends EmailError["kind"]>(kind: Kind) {
  return fail({ kind, requestId: null });
}
