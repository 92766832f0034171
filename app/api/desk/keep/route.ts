import { vault } from "@/lib/server/db/seal";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { keepRequestSchema } from "@/lib/sessions/kept-entries";

const headers = { "Cache-Control": "no-store" };
const limit = 64 * 1024;
/** As long as a page takes to load again, on a slow line. */
const keptForSeconds = 120;

/**
 * Keeps the form of the desk through a reload: seals it, and opens it again for the same person. The
 * browser carries what only this desk can read; nothing is stored here.
 */
export async function POST(request: Request): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request, limit);
  if (!sent.ok) return sent.error;
  const parsed = parseInput(keepRequestSchema, sent.value);
  if (!parsed.ok) return Response.json({ error: parsed.error }, { status: 400, headers });

  const purpose = `entries of ${staff.value.id}`;
  if ("entries" in parsed.value) {
    const text = JSON.stringify(parsed.value.entries);
    return Response.json({ sealed: vault().sealToken(purpose, text, keptForSeconds) }, { headers });
  }
  const entries = vault().openToken(purpose, parsed.value.sealed);
  if (entries === null) return new Response(null, { status: 410, headers });
  return Response.json({ entries: JSON.parse(entries) }, { headers });
}
