import "server-only";
import { isEmailAddress } from "@/lib/email-address";
import { fail, ok, type Result } from "@/lib/result";
import type { Deed } from "@/lib/server/act";
import { html } from "@/lib/server/html";
import type { Staff } from "@/lib/server/staff/guard";
import type { EmailError } from "@/lib/sessions/email";
import type { MailTested } from "@/lib/settings/mail";
import type { Delivery, Email } from "./send";

type TestMailDesk = {
  /** Null: no mail server is set up. */
  send: ((email: Email) => Promise<Delivery>) | null;
  /** Counts an email before it is sent. @returns seconds to wait first; 0: go ahead */
  takeTurn: (id: string) => Promise<number>;
  clinic: { name: string };
  note: (deed: Deed) => Promise<void>;
};

/** Sends an administrator, and nobody else, an email without a patient in it. */
export async function sendTestEmail(
  staff: Pick<Staff, "id" | "email">,
  { send, takeTurn, clinic, note }: TestMailDesk,
): Promise<Result<MailTested, EmailError>> {
  if (!send) return fail({ kind: "no-mail-server", requestId: null });
  const { email: to } = staff;
  if (!isEmailAddress(to)) return fail({ kind: "no-email-address", requestId: null });

  const action = "test-email-sent";
  const retryAfterSeconds = await takeTurn(`staff/${staff.id}`);
  if (retryAfterSeconds > 0) {
    await note({ action, outcome: "rate-limited" });
    return fail({ kind: "rate-limited", requestId: null, retryAfterSeconds });
  }
  await note({ action, outcome: "started" });
  const delivery = await send(testEmail(clinic.name, to));
  await note({ action, outcome: delivery === "sent" ? "ok" : `email-${delivery}` });
  return delivery === "sent" ? ok({ to }) : fail({ kind: `email-${delivery}`, requestId: null });
}

function testEmail(clinic: string, to: string): Email {
  const text = `This is a test. Emails with a link come to patients of ${clinic} in the same way.`;
  return {
    to,
    fromName: clinic,
    subject: "Test email from Connect Desk",
    text,
    html: html`<!doctype html><html lang="en"><meta charset="utf-8"><p>${text}</p></html>`.text,
  };
}
