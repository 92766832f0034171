import "server-only";
import { parseSetCookieHeader } from "better-auth/cookies";
import { cookies, headers } from "next/headers";

/** The browser that asks: what it sent, and the cookies that it is given with the answer. */
export type Browser = {
  headers: Headers;
  readCookie: (name: string) => string | null;
  /** Gives it the cookies of an answer that better-auth made. */
  takeCookies: (answer: Headers) => void;
  setCookie: (name: string, value: string, options: CookieOptions) => void;
};

export type CookieOptions = {
  secure: boolean;
  maxAge: number;
  /** Where it is sent; else everywhere on this host. */
  path?: string;
};

/** The one of this request; cookies can be set in actions and handlers only. */
export async function thisBrowser(): Promise<Browser> {
  const jar = await cookies();
  return {
    headers: await headers(),
    readCookie: (name) => jar.get(name)?.value ?? null,
    takeCookies: (answer) => {
      for (const [name, { value, "max-age": maxAge, secure = false }] of setCookies(answer)) {
        jar.set(name, value, { ...always, secure, maxAge });
      }
    },
    setCookie: (name, value, options) => {
      jar.set(name, value, { ...always, ...options });
    },
  };
}

/** Not for scripts, not for other sites' forms, for every path of this host. */
const always = { httpOnly: true, sameSite: "lax", path: "/" } as const;

function setCookies(answer: Headers) {
  return answer.getSetCookie().flatMap((line) => [...parseSetCookieHeader(line)]);
}
