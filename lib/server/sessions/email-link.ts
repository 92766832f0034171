import "server-only";
import { isEmailAddress } from "@/lib/email-address";
import { messageOf } from "@/lib/patients/message";
import { fail, ok, type Result } from "@/lib/result";
import type { AuditEntry } from "@/lib/server/audit/service";
import { emailOf } from "@/lib/server/mail/email-of";
import type { Delivery, Email } from "@/lib/server/mail/send";
import type { Staff } from "@/lib/server/staff/guard";
import { type EmailError, type EmailRequest, leastMinutesToEmail } from "@/lib/sessions/email";
import { linkWorks } from "@/lib/sessions/progress";
import type { DeskServices } from "./desk-services";

type EmailDesk = Pick<DeskServices, "store" | "now"> & {
  /** Null: no mail server is set up. */
  send: ((email: Email) => Promise<Delivery>) | null;
  /** Counts an email before it is sent. @returns seconds to wait first; 0: go ahead */
  takeTurn: (id: string) => Promise<number>;
  clinic: { name: string; phone: string; timeZone: string };
  audit: (entry: AuditEntry) => Promise<void>;
};

/** Emails a link to the patient's own address, and writes down what became of it. */
export async function emailLink(
  id: string,
  { language }: EmailRequest,
  staff: Pick<Staff, "id" | "sessionId">,
  desk: EmailDesk,
): Promise<Result<null, EmailError>> {
  const { send, now, clinic } = desk;
  const row = await desk.store.findById(id);
  if (row?.stage !== "made") return failed("session-not-found");
  if (!send) return failed("no-mail-server");

  const { url, expiresAt } = row.snapshot;
  const leftMs = Date.parse(expiresAt) - now().getTime();
  const isWorthIt = linkWorks(row.snapshot, now()) && leftMs >= leastMinutesToEmail * 60_000;
  if (!url || !isWorthIt) return failed("link-too-old");
  const { email: to, patientId } = row.details;
  if (!isEmailAddress(to)) return failed("no-email-address");

  const about = { action: "link-emailed", staff, subject: id, patientId } as const;
  const retryAfterSeconds = await desk.takeTurn(id);
  if (retryAfterSeconds > 0) {
    await desk.audit({ ...about, outcome: "rate-limited" });
    return fail({ kind: "rate-limited", requestId: null, retryAfterSeconds });
  }
  const message = messageOf({ language, timeZone: clinic.timeZone, clinic, url, expiresAt });
  await desk.audit({ ...about, outcome: "started" });
  const delivery = await send(emailOf(message, language, to));
  await desk.audit({ ...about, outcome: delivery === "sent" ? "ok" : `email-${delivery}` });
  return delivery === "sent" ? ok(null) : failed(`email-${delivery}`);
}

function failed<Kind extends EmailError["kind"]>(kind: Kind) {
  return fail({ kind, requestId: null });
}
