import "server-only";
import * as z from "zod/mini";
import { splitLink } from "@/lib/format";
import { paperSizes } from "@/lib/patients/paper";
import type { Ctx } from "@/lib/server/context";
import { qrCode } from "@/lib/server/qr";
import { findLink } from "@/lib/server/sessions/find";
import { noteHandover } from "@/lib/server/sessions/hand-over";
import { sourceIdsOf } from "@/lib/server/sessions/stored-session";
import { portalsOf } from "@/lib/server/sources/portals";
import { getSource } from "@/lib/server/sources/service";
import { linkWorks } from "@/lib/sessions/progress";
import { languages } from "@/lib/words/language";
import { handoutStyleHash, renderHandout } from "./handout";
import { type Refusal, refusalStyleHash, refusals, renderRefusal } from "./refusal";

/** What is no size or language of ours is none that was asked for. */
export const handoutSchema = z.object({
  id: z.string(),
  size: z.catch(z.enum(paperSizes), "a6"),
  lang: z.catch(z.optional(z.enum(languages)), undefined),
});

/**
 * The paper of one link, in the size and language of the query; a link that no longer
 * works has none. Whoever gets the paper has the link, so it is written down first.
 */
export async function answerHandout(
  ctx: Ctx,
  { id, size, lang }: z.infer<typeof handoutSchema>,
): Promise<Response> {
  const { clinic } = ctx;
  const session = await findLink(ctx, id);
  if (!session) return refusePaper("unknown");
  const { url, expiresAt } = session.snapshot;
  if (!url || !linkWorks(session.snapshot, ctx.now())) return refusePaper("ended");

  await noteHandover(ctx, session, "printed");
  const paper = renderHandout({
    size,
    language: lang ?? clinic.handoutLanguages[0] ?? "en",
    qr: qrCode(url, "quartile"),
    domain: splitLink(url).host,
    expiresAt,
    timeZone: clinic.timeZone,
    clinic,
    tag: session.tag,
    portals: await portalsOf(sourceIdsOf(session.details), (source) => getSource(ctx, source)),
  });
  return page(paper, 200, handoutStyleHash(size));
}

/** A page that says why there is no paper, and what to do. */
export function refusePaper(refusal: Refusal): Response {
  return page(renderRefusal(refusal), refusals[refusal].status, refusalStyleHash);
}

/** Nothing is kept, indexed, passed on or run; only pages of ours may hold it, to print it. */
function page(text: string, status: number, styleHash: string): Response {
  return new Response(text, {
    status,
    headers: {
      "Cache-Control": "no-store",
      "Content-Security-Policy": `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
      "Content-Type": "text/html; charset=utf-8",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "X-Robots-Tag": "noindex",
    },
  });
}
