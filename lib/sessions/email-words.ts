import type { EmailError } from "./email";

/** "m…@clinic.example": enough to see that it is the right one, not to learn it from behind. */
export function maskedAddress(email: string): string {
  const [first = ""] = email;
  return `${first}…${email.slice(email.lastIndexOf("@"))}`;
}

/** What staff read when an email was not sent, or may not have been: what happened, what to do next. */
export function emailErrorWords(error: EmailError): { happened: string; next: string } {
  switch (error.kind) {
    case "signed-out":
      return {
        happened: "You were signed out. Nothing was sent.",
        next: "Sign in and press again.",
      };
    case "no-mail-server":
      return { happened: "This desk sends no email.", next: "Copy the message instead." };
    case "no-email-address":
      return {
        happened: "There is no email address that we can send to. Nothing was sent.",
        next: "Copy the message instead.",
      };
    case "link-too-old":
      return {
        happened: "This link stops too soon to be sent. Nothing was sent.",
        next: "Make a new link with the same details.",
      };
    case "rate-limited":
      return {
        happened: "Too many emails were sent. This one was not.",
        next: `You can press again in ${waitWords(error.retryAfterSeconds)}.`,
      };
    case "email-refused":
      return {
        happened: "The mail server did not accept this address. Nothing was sent.",
        next: "Check the address with the patient, or copy the message.",
      };
    case "email-not-now":
      return {
        happened: "The mail server said: not now. Nothing was sent.",
        next: "Press again in 5 minutes, or copy the message.",
      };
    case "email-not-allowed":
      return {
        happened: "The clinic’s mail server does not let the desk send this. Nothing was sent.",
        next: "Tell an administrator, and copy the message instead.",
      };
    case "email-not-reached":
      return {
        happened: "The mail server could not be reached. Nothing was sent.",
        next: "Try again in a minute, or copy the message.",
      };
    case "no-connection":
      return { happened: "There is no connection. Nothing was sent.", next: "Press again later." };
    case "email-unknown":
      return {
        happened: "We do not know if the email was sent: no answer came.",
        next: "Ask the patient to look before you send it again.",
      };
    default:
      return { happened: "This did not work. Nothing was sent.", next: "Open the page again." };
  }
}

function waitWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
