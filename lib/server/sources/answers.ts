import "server-only";
import type { AppErrorKind } from "@/lib/errors";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import { maxSearchLength } from "@/lib/sources/search-text";
import { isSourceId } from "@/lib/sources/source-id";
import type { CatalogReader } from "./search";
import { getSource, type SourceCache, searchSources } from "./service";

/**
 * The catalog is the same for everyone at the clinic and says nothing about a patient, so a reload
 * need not ask again for the names on the screen. `private`: only staff may read it.
 */
const keepFiveMinutes = { "Cache-Control": "private, max-age=300" };
const keepNothing = { "Cache-Control": "private, no-store" };

/** The answer to a search for hospitals. */
export async function answerSearch(
  query: string,
  connect: CatalogReader,
  cache?: SourceCache,
): Promise<Response> {
  if (query.length > maxSearchLength) return refuse(400, "invalid-input", null);

  const found = await searchSources(query, connect, cache);
  if (!found.ok) return refuseCatalog(found.error);
  // What no hospital is called may have been a patient ID, scanned into the wrong field.
  const keep = found.value.sources.length > 0 && !found.value.stale;
  return Response.json(found.value, { headers: keep ? keepFiveMinutes : keepNothing });
}

/** The answer to a question for one hospital; 404 when it is not in the catalog. */
export async function answerSource(
  id: string,
  connect: CatalogReader,
  cache?: SourceCache,
): Promise<Response> {
  if (!isSourceId(id)) return refuse(404, "source-gone", null);

  const found = await getSource(id, connect, cache);
  if (!found.ok) return refuseCatalog(found.error);
  return Response.json({ source: found.value }, { headers: keepFiveMinutes });
}

/** A refusal as JSON; never kept by a browser, so that the next try is a real one. */
export function refuse(status: number, kind: AppErrorKind, requestId: string | null): Response {
  return Response.json({ error: { kind, requestId } }, { status, headers: keepNothing });
}

function refuseCatalog(error: ConnectError): Response {
  const { requestId } = error;
  if (isNotFound(error)) return refuse(404, "source-gone", requestId);
  switch (error.kind) {
    case "rate-limited":
      return refuse(503, "rate-limited", requestId);
    case "unreachable":
      return refuse(503, "no-connection", requestId);
    case "unknown-outcome":
      return refuse(502, "not-answering", requestId);
    case "rejected":
      return refuse(502, error.status === 401 ? "key-refused" : "not-answering", requestId);
  }
}
