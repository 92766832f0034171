import * as z from "zod/mini";
import { sendEmail } from "@/lib/server/mail/send";
import { emailTurns } from "@/lib/server/mail/turns";
import { emailLink } from "@/lib/server/sessions/hand-over";
import { staffRoute } from "@/lib/server/staff-route";
import { emailRequestSchema } from "@/lib/sessions/email";

const requestSchema = z.extend(emailRequestSchema, { id: z.string() });

/** Emails one link to the address that was given for its patient. The answer repeats nothing of it. */
export const POST = staffRoute(requestSchema, async (ctx, input) => {
  const { mail } = ctx.env;
  return emailLink(ctx, input, {
    send: mail && ((email) => sendEmail(email, mail)),
    takeTurn: await emailTurns(),
  });
});
