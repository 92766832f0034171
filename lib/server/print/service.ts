import "server-only";
import * as z from "zod/mini";
import { splitLink } from "@/lib/format";
import { languages } from "@/lib/patients/language";
import { paperSizes } from "@/lib/patients/paper";
import type { audit } from "@/lib/server/audit/service";
import type { DeskServices } from "@/lib/server/sessions/desk-services";
import { recordHandover } from "@/lib/server/sessions/handover";
import { qrCode } from "@/lib/server/sessions/qr";
import { sourceIdsOf } from "@/lib/server/sessions/source-ids";
import { portalsOf, type ReadSource } from "@/lib/server/sources/portals";
import type { Staff } from "@/lib/server/staff/guard";
import { linkWorks } from "@/lib/sessions/progress";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { handoutStyleHash, renderHandout } from "./handout";
import { type Refusal, refusalStyleHash, refusals, renderRefusal } from "./refusal";

/** What the handout needs from the rest of the app. */
export type PrintDesk = Pick<DeskServices, "store" | "now"> & {
  audit: typeof audit;
  clinic: Pick<ClinicSettings, "name" | "phone" | "timeZone" | "handoutLanguages">;
  readSource: ReadSource;
};

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
  { id, size, lang }: z.infer<typeof handoutSchema>,
  staff: Pick<Staff, "id" | "sessionId">,
  desk: PrintDesk,
): Promise<Response> {
  const session = await desk.store.findById(id);
  if (session?.stage !== "made") return refusePaper("unknown");
  const { url, expiresAt } = session.snapshot;
  if (!url || !linkWorks(session.snapshot, desk.now())) return refusePaper("ended");

  const recorded = await recordHandover(id, "printed", staff, desk);
  if (!recorded.ok) return refusePaper("unknown");

  const paper = renderHandout({
    size,
    language: lang ?? desk.clinic.handoutLanguages[0] ?? "en",
    qr: qrCode(url, "quartile"),
    domain: splitLink(url).host,
    expiresAt,
    timeZone: desk.clinic.timeZone,
    clinic: desk.clinic,
    tag: session.tag,
    portals: await portalsOf(sourceIdsOf(session.details), desk.readSource),
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
