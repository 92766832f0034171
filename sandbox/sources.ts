import { z } from "zod";
import type { Source } from "./catalog";
import { refuse } from "./envelope";
import { answer, type Handler, refused } from "./handler";
import { badCursor, idOfCursor, pageFrom } from "./paging";

const listQuery = z.object({
  limit: z.number(),
  starting_after: z.string().optional(),
  q: z.string().default(""),
  type: z.string().optional(),
});

export const sourceHandlers = {
  listConnections: ({ state, query: given }) => {
    const { limit, starting_after: cursor, q, type } = listQuery.parse(given);
    const after = cursor === undefined ? -1 : state.sources.positionOf(idOfCursor(cursor) ?? "");
    if (cursor !== undefined && after === -1) return refused(badCursor);
    const found: Source[] = [];
    for (const source of state.sources.search(q, after + 1)) {
      if (type === undefined || source.type === type) found.push(source);
      if (found.length > limit) break;
    }
    return answer(pageFrom(found, limit, sourceView));
  },

  getConnection: ({ state, path }) => {
    const source = state.sources.find(path.id ?? "");
    return source ? answer(sourceView(source)) : refused(refuse("resource_not_found", "id"));
  },
} satisfies Record<string, Handler>;

function sourceView(source: Source) {
  return {
    id: source.id,
    resource_type: "fhir_source",
    name: source.name,
    type: source.type,
    fhir_base_url: source.fhirBaseUrl,
    logo_url: source.logoUrl,
    portal_url: source.portalUrl,
  };
}
