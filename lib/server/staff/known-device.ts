import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Vault } from "@/lib/server/db/seal";
import { type Browser, readSealed, type SealedCookie, setSealed } from "./browser";

type Device = { id: string; accounts: string[] };

/**
 * A browser remembers, sealed, who has signed in with it. Tries of strangers and tries from there
 * are counted apart, so that nobody can lock a colleague out of the PC they use.
 * Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
const deviceCookie: SealedCookie<Device> = {
  name: "desk-device",
  purpose: "known-device",
  seconds: 180 * 24 * 60 * 60,
  schema: z.object({ id: z.string(), accounts: z.array(z.string()) }),
};

/** A shared PC; the cookie must stay below 4 kB. */
const mostAccounts = 30;

/** Names this browser and account together when the account has signed in here before, else null. */
export function knownDevice(browser: Browser, email: string, vault: Vault): string | null {
  const device = readSealed(deviceCookie, browser, vault);
  const account = accountMark(email, vault);
  return device?.accounts.includes(account) ? `${device.id}/${account}` : null;
}

/** To be called after a sign-in that has shown all that is asked for. */
export function rememberDevice(browser: Browser, email: string, vault: Vault): void {
  const device = readSealed(deviceCookie, browser, vault) ?? newDevice();
  const account = accountMark(email, vault);
  const others = device.accounts.filter((other) => other !== account);
  const accounts = [account, ...others].slice(0, mostAccounts);
  setSealed(deviceCookie, { id: device.id, accounts }, browser, vault);
}

function newDevice(): Device {
  return { id: randomBytes(16).toString("base64url"), accounts: [] };
}

function accountMark(email: string, vault: Vault): string {
  return vault.fingerprint("known-device", email).slice(0, 22);
}
