import "server-only";
import { isLoopback } from "@/lib/loopback";

/** A mail server that takes the desk's email. */
export type MailSettings = {
  host: string;
  port: number;
  /** `none`: only ever to this machine. */
  tls: "at-once" | "starttls" | "none";
  login: { user: string; password: string } | null;
  /** The address that patients see. */
  from: string;
};

/** Percent signs in a user name or a password are there to be undone; what cannot be is as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads an address that `smtpUrlSchema` of the environment accepted. Plain text goes to this machine only. */
export function mailServer(url: URL): Omit<MailSettings, "from"> {
  const implicitTls = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (implicitTls ? 465 : 587),
    tls: implicitTls ? "at-once" : isLoopback(url) ? "none" : "starttls",
    login: url.username ? { user: decoded(url.username), password: decoded(url.password) } : null,
  };
}
