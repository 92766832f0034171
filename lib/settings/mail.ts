import type { Result } from "@/lib/result";
import type { EmailError } from "@/lib/sessions/email";

/** What the desk sends email with; never the password. */
export type MailFacts = {
  /** Name and port. */
  server: string;
  from: string;
};

/** To whom a test email went. */
export type MailTested = { to: string };

/** The server action that the settings page is given. */
export type SendTestEmail = () => Promise<Result<MailTested, EmailError>>;
