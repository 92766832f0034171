import "server-only";
import { z } from "zod";
import type { Result } from "@/lib/result";
import type { Ctx } from "@/lib/server/context";
import { newToken } from "@/lib/server/token";
import { type Browser, readSealed, type SealedCookie, setSealed } from "./browser";
import { findByProvider } from "./members";
import type { Errand, ProviderUser } from "./provider";
import { isFirstUse } from "./throttle";

/** Where the provider's window ends, which then closes itself. */
const confirmed = "/account/confirmed";
const notConfirmed = "/account/confirmed?error=not-confirmed";

/** The provider's word for one act of somebody who has nothing else to show. */
const proofCookie: SealedCookie<{ mark: string; once: string }> = {
  name: "desk-proof",
  purpose: "proof",
  seconds: 2 * 60,
  schema: z.object({ mark: z.string(), once: z.string() }),
};

/** The provider's clock and ours may differ by so much. */
const skewMs = 60_000;

type Asked = NonNullable<Errand["proof"]> & Pick<Errand, "at">;

/**
 * The provider has told who came, and when they last showed it who they are. Nobody is signed in by
 * that: who sits there is already.
 *
 * @returns where its window goes on
 */
export async function finishProof(
  ctx: Ctx,
  asked: Asked,
  heard: Result<ProviderUser, { why: string }>,
  browser: Browser,
): Promise<string> {
  if (!heard.ok) return refuse(ctx, heard.error.why);
  const { authTime } = heard.value;
  const who = await findByProvider(ctx.db, heard.value);
  if (who?.id !== asked.staffId) return refuse(ctx, "somebody-else");
  if (authTime === null) return refuse(ctx, "provider-gave-no-auth-time");
  const shownAt = authTime * 1000;
  const isAnew = shownAt >= asked.at - skewMs && shownAt <= ctx.now().getTime() + skewMs;
  if (!isAnew) return refuse(ctx, "provider-did-not-ask-anew");

  setSealed(proofCookie, { mark: asked.mark, once: newToken() }, browser, ctx.vault);
  return confirmed;
}

function refuse({ log }: Ctx, code: string): string {
  log.warn({ event: "proof_refused", code });
  return notConfirmed;
}

/** Whether this browser brings the provider's word for this act; it counts once. */
export async function hasProviderProof(ctx: Ctx, mark: string, browser: Browser): Promise<boolean> {
  const given = readSealed(proofCookie, browser, ctx.vault);
  return given?.mark === mark && isFirstUse({ what: "proof", which: given.once }, ctx);
}
