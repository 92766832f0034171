import "server-only";
import type { From } from "@/lib/server/context";
import type { Vault } from "@/lib/server/db/seal";
import { knownDevice } from "./known-device";
import type { Counter } from "./throttle";

const quarterHour = 15 * 60;
const minute = 60;

/**
 * What a try at this account's password counts against. A browser that the account has signed in
 * with before has a count of its own; everybody else shares one for the account and one for the
 * address they come from. So strangers can slow down strangers, and no more.
 */
export function signInCounters(email: string, from: From, vault: Vault): SignInCounters {
  const device = knownDevice(from.browser, email, vault);
  const own = { what: "device", free: 5, longestSeconds: quarterHour };
  if (device) return { shared: [], own: { ...own, which: device } };
  return { shared: [addressCounter("sign-in", from)], own: accountCounter(email) };
}

/** To be taken in this order: who has to wait for others' sake leaves no trace at accounts that nobody has. */
type SignInCounters = { shared: Counter[]; own: Counter };

function accountCounter(email: string): Counter {
  return { what: "account", which: email, free: 5, longestSeconds: quarterHour };
}

/**
 * What a try at the second step counts against, once the password was right: as with the password,
 * a browser that the account has signed in with before has a count of its own.
 */
export function codeCounter(email: string, { browser }: From, vault: Vault): Counter {
  const device = knownDevice(browser, email, vault);
  const what = device ? "device/code" : "account/code";
  return { what, which: device ?? email, free: 5, longestSeconds: quarterHour };
}

/**
 * What is asked for without saying for whom. A clinic is often one address, hence many are free;
 * where no address is known all share one count, whose waits stay short.
 */
export function addressCounter(what: string, { address }: Pick<From, "address">): Counter {
  return address === null
    ? { what: `anywhere/${what}`, which: "", free: 60, longestSeconds: minute }
    : { what: `address/${what}`, which: address, free: 20, longestSeconds: quarterHour };
}

/** Of who is signed in and shows a password or code again: somebody else may sit there now. */
export function ownCounter(staffId: string): Counter {
  return { what: "own", which: staffId, free: 5, longestSeconds: quarterHour };
}
