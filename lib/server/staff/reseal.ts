import "server-only";
import { createHash } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hexToBytes, managedNonce } from "@noble/ciphers/utils.js";
import { Secret } from "otpauth";
import { z } from "zod";
import { staffId } from "@/lib/ids";
import { act } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { keepSecondFactor } from "./second-factor";

/**
 * Brings second factors that earlier versions kept, sealed by better-auth, under this desk's own seal.
 * Called at each start, before anybody can sign in.
 *
 * @param secret what better-auth was given
 */
export async function resealSecondFactors(ctx: Ctx, secret: string): Promise<void> {
  const rows = await ctx.db.selectFrom("staff_second_factors").selectAll().execute();
  for (const row of rows.filter(isOfBetterAuth)) {
    const text = openOfBetterAuth(row.secret, secret);
    const codes = z.array(z.string()).parse(JSON.parse(openOfBetterAuth(row.backupCodes, secret)));
    const factor = {
      staffId: staffId(row.userId),
      secret: Secret.fromUTF8(text).base32,
      recoveryCodes: codes,
    };
    const unsaid = () => null;
    await act(ctx, unsaid, (tx) => keepSecondFactor(tx, ctx.vault, factor));
  }
}

/** It wrote hexadecimal digits; what the vault seals begins with an A. */
function isOfBetterAuth({ secret }: { secret: string }): boolean {
  return /^[0-9a-f]+$/.test(secret);
}

/** XChaCha20-Poly1305, the nonce in front. Source: better-auth 1.7, `symmetricDecrypt`. */
function openOfBetterAuth(sealed: string, secret: string): string {
  const key = createHash("sha256").update(secret).digest();
  const bytes = managedNonce(xchacha20poly1305)(key).decrypt(hexToBytes(sealed));
  return Buffer.from(bytes).toString("utf8");
}
