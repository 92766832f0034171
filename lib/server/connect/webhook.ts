import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

/** How far the moment of signing may be from now, before or after. */
const toleranceSeconds = 300;

/** A shorter one is no secret: with an empty one anybody could sign. */
const shortestSecret = 14;

const prefix = "whsec_";

/**
 * Whether one who knows a secret of ours signed exactly these bytes, a few minutes ago at most.
 * Source: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, read as a list: one time, any number
 * of signatures, as while the sender changes its secret, and schemes of later days.
 *
 * @param secrets those that count now: after a change the one before does for a while
 * @param body as it came, before anything was read from it
 */
export function isSignedBy(
  secrets: readonly string[],
  signature: string | null,
  body: Uint8Array,
  now: Date,
): boolean {
  const [time, ...moreTimes] = valuesOf("t", signature);
  if (time === undefined || moreTimes.length > 0 || !/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(time)) > toleranceSeconds) return false;

  const given = valuesOf("v1", signature)
    .filter((mac) => /^[0-9a-f]{64}$/.test(mac))
    .map((mac) => Buffer.from(mac, "hex"));
  // All are compared with all, so that the time it takes does not tell which one it was.
  return keysOf(secrets)
    .map((key) => macOf(key, time, body))
    .flatMap((mac) => given.map((each) => timingSafeEqual(each, mac)))
    .includes(true);
}

/** What a list such as `t=1,v1=2,v1=3` has of one name. */
function valuesOf(name: string, list: string | null): string[] {
  const parts = (list ?? "").split(",").map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ""));
  return parts
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
}

function macOf(key: string, time: string, body: Uint8Array): Buffer {
  return createHmac("sha256", key).update(`${time}.`).update(body).digest();
}

/** Whether the prefix is part of the key is written nowhere, so it may be and may not be. */
function keysOf(secrets: readonly string[]): string[] {
  return secrets
    .filter((secret) => secret.startsWith(prefix) && secret.length >= shortestSecret)
    .flatMap((secret) => [secret, secret.slice(prefix.length)]);
}
