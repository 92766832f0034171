import "server-only";
import type { AppError } from "@/lib/errors";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import { refusal } from "./app-error";
import type { DeskServices } from "./desk-services";

/**
 * What staff are told when a create was refused. Which value is at fault the API may name wrongly or
 * not at all, so each hospital is asked for before the entries are blamed.
 *
 * @param sourceIds the hospitals of the request
 */
export async function explainRefusal(
  error: Extract<ConnectError, { kind: "rejected" }>,
  sourceIds: string[],
  { connect }: Pick<DeskServices, "connect">,
): Promise<AppError> {
  const said = refusal(error, sourceIds);
  if (said.kind !== "field-refused" || sourceIds.length === 0) return said;

  const answers = await Promise.all(
    sourceIds.map(async (id) => ({ id, source: await connect.getSource(id) })),
  );
  const { requestId } = error;
  const gone = answers.filter(({ source }) => !source.ok && isNotFound(source.error));
  if (gone.length > 0) {
    return { kind: "source-gone", requestId, sourceIds: gone.map(({ id }) => id) };
  }
  // The API has no such hospital, and the catalog cannot say which: it may be any of them.
  const isOfHospitals = said.field === "onlySourceId" || said.field === "suggestedSourceIds";
  return isNotFound(error) && isOfHospitals ? { kind: "source-gone", requestId, sourceIds } : said;
}
