import "server-only";
import * as z from "zod/mini";
import type { AppErrorKind } from "@/lib/errors";
import { fail, type Result } from "@/lib/result";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import { maxSearchLength } from "@/lib/sources/search-text";
import { isSourceId } from "@/lib/sources/source-id";
import { type CatalogCtx, getSource, type SourceSearch, searchSources } from "./service";

type Refusal = { kind: AppErrorKind; requestId: string | null };

/**
 * The catalog is the same for everyone at the clinic and says nothing about a patient, so a reload
 * need not ask again for the names on the screen. `private`: only staff may read it.
 */
const keptFiveMinutes = { headers: { "Cache-Control": "private, max-age=300" } };

export const searchQuerySchema = z.object({
  q: z._default(z.string().check(z.maxLength(maxSearchLength)), ""),
});

/** The answer to a search for hospitals. */
export async function answerSearch(
  ctx: CatalogCtx,
  { q }: z.infer<typeof searchQuerySchema>,
): Promise<Response | Result<SourceSearch, Refusal>> {
  const found = await searchSources(ctx, q);
  if (!found.ok) return fail(refusalOf(found.error));
  // What no hospital is called may have been a patient ID, scanned into the wrong field.
  const isKept = found.value.sources.length > 0 && !found.value.stale;
  return isKept ? Response.json(found.value, keptFiveMinutes) : found;
}

/** The answer to a question for one hospital; `source-gone` when it is not in the catalog. */
export async function answerSource(
  ctx: CatalogCtx,
  { id }: { id: string },
): Promise<Response | Result<never, Refusal>> {
  if (!isSourceId(id)) return fail({ kind: "source-gone", requestId: null });

  const found = await getSource(ctx, id);
  if (!found.ok) return fail(refusalOf(found.error));
  return Response.json({ source: found.value }, keptFiveMinutes);
}

function refusalOf(error: ConnectError): Refusal {
  const { requestId } = error;
  if (isNotFound(error)) return { kind: "source-gone", requestId };
  switch (error.kind) {
    case "rate-limited":
      return { kind: "rate-limited", requestId };
    case "unreachable":
      return { kind: "no-connection", requestId };
    case "unknown-outcome":
      return { kind: "not-answering", requestId };
    case "rejected":
      return { kind: error.status === 401 ? "key-refused" : "not-answering", requestId };
  }
}
