import { fail, ok } from "@/lib/result";
import { staffRoute } from "@/lib/server/staff-route";
import { keepRequestSchema } from "@/lib/sessions/kept-entries";

/** As long as a page takes to load again, on a slow line. */
const keptForSeconds = 120;

/**
 * Keeps the form of the desk through a reload: seals it, and opens it again for the same person. The
 * browser carries what only this desk can read; nothing is stored here.
 */
export const POST = staffRoute(
  keepRequestSchema,
  async ({ vault, actor }, sent) => {
    const purpose = `entries of ${actor.staffId}`;
    if ("entries" in sent) {
      const text = JSON.stringify(sent.entries);
      return ok({ sealed: vault.sealToken(purpose, text, keptForSeconds) });
    }
    const entries = vault.openToken(purpose, sent.sealed);
    return entries === null ? fail({ kind: "not-kept" }) : ok({ entries: JSON.parse(entries) });
  },
  { limit: 64 * 1024 },
);
