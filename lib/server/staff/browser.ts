import "server-only";
import { cookies, headers } from "next/headers";
import type { z } from "zod";
import type { Vault } from "@/lib/server/db/seal";
import { env } from "@/lib/server/env";

/** A cookie of ours: out of reach of scripts, and not sent by other sites' forms. */
export type Cookie = {
  name: string;
  /** How long browsers keep it. */
  seconds: number;
  /** Where it is sent; else everywhere on this host. */
  path?: string;
};

/** The browser that asks: what it sent, and the cookies that it is given with the answer. */
export type Browser = {
  headers: Headers;
  readCookie: (cookie: Cookie) => string | null;
  setCookie: (cookie: Cookie, value: string) => void;
  removeCookie: (cookie: Cookie) => void;
};

/** The one of this request; cookies can be set in actions and handlers only. */
export async function thisBrowser(): Promise<Browser> {
  return browserWith(await cookies(), await headers(), env().appUrl);
}

type Jar = {
  get: (name: string) => { value: string } | undefined;
  set: (name: string, value: string, attributes: CookieAttributes) => unknown;
};

export type CookieAttributes = {
  httpOnly: boolean;
  sameSite: "lax";
  secure: boolean;
  path: string;
  maxAge: number;
};

export function browserWith(jar: Jar, sent: Headers, appUrl: string): Browser {
  const secure = appUrl.startsWith("https:");
  const set = (cookie: Cookie, value: string, maxAge: number) => {
    const path = cookie.path ?? "/";
    jar.set(nameOf(cookie, secure), value, {
      httpOnly: true,
      sameSite: "lax",
      secure,
      path,
      maxAge,
    });
  };
  return {
    headers: sent,
    readCookie: (cookie) => jar.get(nameOf(cookie, secure))?.value ?? null,
    setCookie: (cookie, value) => set(cookie, value, cookie.seconds),
    removeCookie: (cookie) => set(cookie, "", 0),
  };
}

/** Over https the prefix keeps other hosts and plain http from setting it. */
function nameOf({ name, path = "/" }: Cookie, secure: boolean): string {
  if (!secure) return name;
  return path === "/" ? `__Host-${name}` : `__Secure-${name}`;
}

/** A cookie that only this desk can make and read, for as long as it is good. */
export type SealedCookie<T> = Cookie & {
  /** What is sealed with one purpose opens with no other. */
  purpose: string;
  schema: z.ZodType<T>;
};

export function setSealed<T>(cookie: SealedCookie<T>, value: T, browser: Browser, vault: Vault) {
  const { purpose, seconds } = cookie;
  browser.setCookie(cookie, vault.sealToken(purpose, JSON.stringify(value), seconds));
}

/** Null when there is none, or it is not one of ours, or too old, or another version wrote it otherwise. */
export function readSealed<T>(cookie: SealedCookie<T>, browser: Browser, vault: Vault): T | null {
  const sealed = browser.readCookie(cookie);
  const text = sealed && vault.openToken(cookie.purpose, sealed);
  return text ? (cookie.schema.safeParse(JSON.parse(text)).data ?? null) : null;
}
