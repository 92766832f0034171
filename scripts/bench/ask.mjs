import { Trouble } from "../steps.mjs";

const patienceMs = 30_000;

/**
 * One request, answered in full.
 *
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<string>} the body
 * @throws {Trouble} for any answer but a 2xx: there is nothing to measure then
 */
export async function ask(url, init = {}) {
  const signal = AbortSignal.timeout(patienceMs);
  const response = await fetch(url, { ...init, redirect: "manual", signal });
  const text = await response.text();
  if (response.ok) return text;
  const { pathname } = new URL(url);
  throw new Trouble(`${init.method ?? "GET"} ${pathname} answered ${response.status}.\n\n${text}`);
}
