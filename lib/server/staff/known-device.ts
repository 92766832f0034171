import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Vault } from "@/lib/server/db/seal";
import type { Browser } from "./browser";

/**
 * A browser remembers, sealed, who has signed in with it. Tries of strangers and tries from there
 * are counted apart, so that nobody can lock a colleague out of the PC they use.
 * Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
const deviceSchema = z.object({ id: z.string(), accounts: z.array(z.string()) });
type Device = z.infer<typeof deviceSchema>;

const purpose = "known-device";
const rememberedSeconds = 180 * 24 * 60 * 60;
/** A shared PC; the cookie must stay below 4 kB. */
const mostAccounts = 30;

export type DeviceServices = { vault: Vault; appUrl: string };

/** Names this browser and account together when the account has signed in here before, else null. */
export function knownDevice(browser: Browser, email: string, services: DeviceServices) {
  const device = readDevice(browser, services);
  const account = accountMark(email, services.vault);
  return device?.accounts.includes(account) ? `${device.id}/${account}` : null;
}

/** To be called after a sign-in that has shown all that is asked for. */
export function rememberDevice(browser: Browser, email: string, services: DeviceServices): void {
  const device = readDevice(browser, services) ?? newDevice();
  const account = accountMark(email, services.vault);
  const others = device.accounts.filter((other) => other !== account);
  const next: Device = { id: device.id, accounts: [account, ...others].slice(0, mostAccounts) };
  const token = services.vault.sealToken(purpose, JSON.stringify(next), rememberedSeconds);
  const secure = services.appUrl.startsWith("https:");
  browser.setCookie(cookieName(services), token, { secure, maxAge: rememberedSeconds });
}

function readDevice(browser: Browser, services: DeviceServices): Device | null {
  const token = browser.readCookie(cookieName(services));
  const text = token && services.vault.openToken(purpose, token);
  return text ? deviceSchema.parse(JSON.parse(text)) : null;
}

function newDevice(): Device {
  return { id: randomBytes(16).toString("base64url"), accounts: [] };
}

function accountMark(email: string, vault: Vault): string {
  return vault.fingerprint(purpose, email).slice(0, 22);
}

function cookieName({ appUrl }: DeviceServices): string {
  return appUrl.startsWith("https:") ? "__Host-desk-device" : "desk-device";
}
