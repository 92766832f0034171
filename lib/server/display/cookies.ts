import "server-only";
import type { Browser, Cookie } from "@/lib/server/staff/browser";

/** As long as browsers keep any; each use of the page gives it anew. */
const seconds = 400 * 24 * 60 * 60;

/** Carried by a patient's screen on another device, sent to its own handlers only. */
const display: Cookie = { name: "desk-display", path: "/api/display", seconds };
/** Carried by a PC of the desk, whoever is signed in there. */
const desk: Cookie = { name: "desk-pc", seconds };

export const displayToken = (browser: Browser) => browser.readCookie(display);
export const deskToken = (browser: Browser) => browser.readCookie(desk);

export const keepDisplayToken = (token: string, browser: Browser) =>
  browser.setCookie(display, token);
export const keepDeskToken = (token: string, browser: Browser) => browser.setCookie(desk, token);
