import "server-only";
import { z } from "zod";
import { isLoopback } from "@/lib/loopback";

/** Https, or plain http that does not leave this machine. */
function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

/** Nothing is said but where: no user, no path, no query. */
function isBare(url: URL): boolean {
  const nothing = !url.username && !url.password && !url.search && !url.hash;
  return nothing && ["", "/"].includes(url.pathname) && url.hostname !== "";
}

/** What is not kept is refused, so that nobody counts on it. */
function address(isUsable: (url: URL) => boolean, message: string) {
  const isAddress = (text: string) => URL.canParse(text) && isUsable(new URL(text));
  return z.string().trim().refine(isAddress, message);
}

const escapes = "; in a user name or a password write # as %23, / as %2F, ? as %3F and % as %25";

/** An origin that the key or a patient is sent to: https, or http on this machine. */
export const safeOriginSchema = address(
  (url) => isSafe(url) && isBare(url),
  "must be https://host (or http:// on this machine), with nothing behind it",
).transform((text) => new URL(text).origin);

/** An origin that browsers see. */
export const originSchema = address(
  (url) => ["https:", "http:"].includes(url.protocol) && isBare(url),
  "must be https://host or http://host, with nothing behind it",
).transform((text) => new URL(text).origin);

/** An address of single sign-on; may have a path. As it was written, but for a slash at its end. */
export const issuerSchema = address(
  (url) => isSafe(url) && !url.username && !url.password && !url.search && !url.hash,
  "must be https://host/path (or http:// on this machine), with nothing behind it",
).transform((text) => text.replace(/\/$/, ""));

/** A mail server: smtps://user:password@host:port, or smtp:// where STARTTLS follows. */
export const smtpUrlSchema = address(
  (url) =>
    ["smtp:", "smtps:"].includes(url.protocol) &&
    isBare(Object.assign(new URL(url), { username: "", password: "" })) &&
    Boolean(url.username) === Boolean(url.password),
  `must be smtps://user:password@host:port or smtp://…, with nothing behind it${escapes}`,
).transform((text) => new URL(text));

/** A Postgres database, as its driver reads it. */
export const databaseUrlSchema = address(
  (url) =>
    ["postgres:", "postgresql:"].includes(url.protocol) &&
    url.hash === "" &&
    isDecodable(url.username + url.password + url.pathname),
  `must be postgres://user:password@host:port/database${escapes}`,
);

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

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
