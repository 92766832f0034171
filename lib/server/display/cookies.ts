import "server-only";
import { randomBytes } from "node:crypto";
import type { Browser } from "@/lib/server/staff/browser";

/** As long as browsers keep any; each use of the page gives it anew. */
const keptSeconds = 400 * 24 * 60 * 60;

/** Carried by a patient's screen on another device, sent to its own handlers only. */
const display = { name: "desk-display", path: "/api/display" };
/** Carried by a PC of the desk, whoever is signed in there. */
const desk = { name: "desk-pc", path: "/" };

type Kind = typeof display | typeof desk;

export const displayToken = (browser: Browser, appUrl: string) => read(display, browser, appUrl);
export const deskToken = (browser: Browser, appUrl: string) => read(desk, browser, appUrl);

export const keepDisplayToken = (token: string, browser: Browser, appUrl: string) =>
  keep(display, token, browser, appUrl);
export const keepDeskToken = (token: string, browser: Browser, appUrl: string) =>
  keep(desk, token, browser, appUrl);

export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

function read(kind: Kind, browser: Browser, appUrl: string): string | null {
  return browser.readCookie(nameOf(kind, appUrl));
}

function keep(kind: Kind, token: string, browser: Browser, appUrl: string): void {
  const secure = appUrl.startsWith("https:");
  browser.setCookie(nameOf(kind, appUrl), token, {
    secure,
    maxAge: keptSeconds,
    path: kind.path,
  });
}

/** Over https the prefix keeps other hosts and plain http from setting it. */
function nameOf({ name, path }: Kind, appUrl: string): string {
  if (!appUrl.startsWith("https:")) return name;
  return path === "/" ? `__Host-${name}` : `__Secure-${name}`;
}
