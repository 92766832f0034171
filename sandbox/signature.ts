import { createHmac } from "node:crypto";

/**
 * The `Medblocks-Signature` header of a delivery.
 *
 * @param secret the endpoint's, whole: its `whsec_` is part of the key
 * @param time seconds since 1970
 */
export function signatureOf(secret: string, time: number, rawBody: string): string {
  const digest = createHmac("sha256", secret).update(`${time}.${rawBody}`).digest("hex");
  return `t=${time},v1=${digest}`;
}
