import { audit } from "@/lib/server/audit/service";
import { env } from "@/lib/server/env";
import { type Email, sendEmail } from "@/lib/server/mail/send";
import { emailTurns } from "@/lib/server/mail/turns";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { emailLink } from "@/lib/server/sessions/email-link";
import { clinicSettings } from "@/lib/server/settings/service";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { type EmailError, emailRequestSchema } from "@/lib/sessions/email";

const headers = { "Cache-Control": "no-store" };

/** Emails one link to the address that was given for its patient. The answer repeats nothing of it. */
export async function POST(request: Request, { params }: RouteContext<"/api/sessions/[id]/email">) {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const body = await readJson(request);
  if (!body.ok) return body.error;

  const parsed = parseInput(emailRequestSchema, body.value);
  if (!parsed.ok) return Response.json({ error: parsed.error }, { status: 400, headers });

  const { mail } = env();
  const desk = {
    ...(await deskServices()),
    send: mail && ((email: Email) => sendEmail(email, mail)),
    takeTurn: await emailTurns(),
    clinic: await clinicSettings(),
    audit,
  };
  const sent = await emailLink((await params).id, parsed.value, staff.value, desk);
  return sent.ok
    ? new Response(null, { status: 204, headers })
    : Response.json({ error: sent.error }, { status: statusOf(sent.error), headers });
}

function statusOf({ kind }: EmailError): number {
  if (kind === "session-not-found" || kind === "no-mail-server") return 404;
  if (kind === "rate-limited") return 429;
  return kind === "no-email-address" || kind === "link-too-old" ? 409 : 502;
}
