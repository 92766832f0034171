import "server-only";
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { z } from "zod";
import type { MailSettings } from "@/lib/server/env-address";
import { neverInsideAct } from "@/lib/server/inside-act";
import { log } from "@/lib/server/log";

/** One email to one person. Plain texts: nothing in them becomes a header, a file or an address. */
export type Email = {
  to: string;
  /** Shown before our address. */
  fromName: string;
  subject: string;
  text: string;
  html: string;
};

/**
 * What became of an email. Only of the first and the last something may have left.
 *
 * - `sent`: the mail server took it
 * - `refused`: the mail server does not know this address
 * - `not-now`: the mail server takes nothing at the moment, and may later
 * - `not-allowed`: the mail server does not let us send: our sign-in, our address, its rules
 * - `not-reached`: no mail server took our message
 * - `unknown`: it was handed over and no answer came
 */
export type Delivery = "sent" | "refused" | "not-now" | "not-allowed" | "not-reached" | "unknown";

const stepMs = 10_000;
const wholeMs = 30_000;

/** Hands one email to the mail server, once: whoever asked decides whether to try again. */
export async function sendEmail(email: Email, server: MailSettings): Promise<Delivery> {
  neverInsideAct("send an email");
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.tls === "at-once",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "none",
    tls: { minVersion: "TLSv1.2" },
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    // What is said on the line has the patient's address and link in it.
    logger: false,
  });
  let handedOver = false;
  const message = await compose(email, server.from, () => {
    handedOver = true;
  });

  const outcome = await talk(connection, message, server, email.to).then(
    (): Delivery => "sent",
    (error: unknown): Delivery => {
      const said = replyOf(error);
      log.warn({ event: "email_failed", code: said.code, status: said.status });
      // One that cannot keep a secret was not spoken to.
      if (said.status === null || said.code === "ETLS") {
        return handedOver ? "unknown" : "not-reached";
      }
      return said.meaning;
    },
  );
  if (outcome === "sent") connection.quit();
  else connection.close();
  return outcome;
}

/** @param onTaken the server has said that it will read the message, and begins to */
async function compose(email: Email, from: string, onTaken: () => void): Promise<Readable> {
  const message = new MailComposer({
    from: { name: email.fromName, address: from },
    to: { name: "", address: email.to },
    subject: email.subject,
    text: email.text,
    html: email.html,
    xMailer: false,
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await message.compile().build();
  return Readable.from(
    (function* () {
      onTaken();
      yield bytes;
    })(),
    { objectMode: false },
  );
}

/** @throws what the mail server, or the way to it, did not do */
function talk(
  connection: SMTPConnection,
  message: Readable,
  { login, from }: MailSettings,
  to: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error("The mail server takes too long")), wholeMs);
    const end = (error: Error | null | undefined) => {
      clearTimeout(tooLong);
      if (error) reject(error);
      else resolve();
    };
    const send = () => connection.send({ from, to: [to] }, message, end);
    connection.on("error", end);
    connection.connect((error) => {
      if (error) return end(error);
      if (!login) return send();
      const { user, password: pass } = login;
      connection.login({ user, pass }, (refused) => (refused ? end(refused) : send()));
    });
  });
}

const errorSchema = z.object({
  code: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
});

/** What an error tells of the server's answer. Of its text, which names addresses, only the codes. */
function replyOf(error: unknown) {
  const read = errorSchema.safeParse(error).data ?? {};
  const { code = null, responseCode: status = null, command = "", response = "" } = read;
  const [, detail = ""] = /^\d{3}[ -][245]\.(\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return { code, status, meaning: meaningOf(status ?? 0, detail, command) };
}

/**
 * What an answer means is said by its class, not by what it answers (RFC 5321, RFC 3463).
 *
 * @param detail the last two numbers of its enhanced code, such as "7.1"; empty: it has none
 */
function meaningOf(status: number, detail: string, command: string): Delivery {
  if (status < 500) return "not-now";
  // About the recipient's address or mailbox; without a detail it is whom it was said about.
  const aboutRecipient = detail === "" ? command === "RCPT TO" : /^[12]\./.test(detail);
  return aboutRecipient && command !== "MAIL FROM" ? "refused" : "not-allowed";
}
