import type { Result } from "@/lib/result";
import type { EmailError } from "@/lib/sessions/email";
import { emailErrorWords } from "@/lib/sessions/email-words";
import type { MailFacts, MailTested } from "./mail";

const lookFirst = "Look in your mailbox, and among the junk mail, before you press again.";

/** What became of a test email, for whoever looks after the mail server's settings. */
export function mailTestWords(
  tested: Result<MailTested, EmailError>,
  { server, from }: MailFacts,
): { heading: string; text: string } {
  if (tested.ok) {
    return {
      heading: "The mail server took it",
      text: `A test email is on its way to ${tested.value.to}. If it is not there in a few minutes, look among the junk mail.`,
    };
  }
  const { error } = tested;
  switch (error.kind) {
    case "email-refused":
      return {
        heading: "The mail server does not know your address",
        text: `${server} was reached and let the desk send, but not to the address of your account. Nothing was sent.`,
      };
    case "email-not-now":
      return {
        heading: "The mail server said: not now",
        text: `${server} takes nothing at the moment. Nothing was sent. Press again in 5 minutes. If it goes on, ask whoever runs that server.`,
      };
    case "email-not-allowed":
      return {
        heading: "The mail server does not let the desk send",
        text: `${server} was reached. Nothing was sent. Check the user and the password in SMTP_URL, and whether that user may send as ${from}, which is MAIL_FROM.`,
      };
    case "email-not-reached":
      return {
        heading: "The mail server cannot be reached",
        text: `Nothing was sent. Check SMTP_URL, which says ${server}: smtps:// when it speaks TLS at once, smtp:// when it offers STARTTLS. Its certificate must be one that this server trusts.`,
      };
    case "no-email-address":
      return {
        heading: "Your account has no email address",
        text: "A test email goes to whoever asks for it. Nothing was sent.",
      };
    case "email-unknown":
    case "answer-lost":
      return {
        heading: "We do not know if the email was sent",
        text: `No answer came. ${lookFirst}`,
      };
    case "no-connection":
      return {
        heading: "No connection",
        text: `Connect Desk could not be reached. Check the network cable or Wi-Fi. ${lookFirst}`,
      };
    default: {
      const { happened, next } = emailErrorWords(error);
      return { heading: happened, text: next };
    }
  }
}
