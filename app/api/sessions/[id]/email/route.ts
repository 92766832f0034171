import * as z from "zod/mini";
import { audit } from "@/lib/server/audit/service";
import { sendEmail } from "@/lib/server/mail/send";
import { emailTurns } from "@/lib/server/mail/turns";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { emailLink } from "@/lib/server/sessions/email-link";
import { staffRoute } from "@/lib/server/staff-route";
import { emailRequestSchema } from "@/lib/sessions/email";

const requestSchema = z.extend(emailRequestSchema, { id: z.string() });

/** Emails one link to the address that was given for its patient. The answer repeats nothing of it. */
export const POST = staffRoute(requestSchema, async ({ env: { mail }, clinic }, input, { staff }) =>
  emailLink(input.id, input, staff, {
    ...(await deskServices()),
    send: mail && ((email) => sendEmail(email, mail)),
    takeTurn: await emailTurns(),
    clinic,
    audit,
  }),
);
