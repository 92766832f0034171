import "server-only";
import { troubleFields } from "./db/trouble";
import { log } from "./log";

type Row = { id: string };

/**
 * Works on each of these by itself: one that cannot be read or settled leaves its id in the log, and
 * the others go on.
 *
 * @param operation for the log: whose loop it is
 */
export async function eachRow<R extends Row>(
  rows: Iterable<R> | AsyncIterable<R>,
  operation: string,
  work: (row: R) => Promise<unknown>,
): Promise<void> {
  for await (const row of rows) {
    try {
      await work(row);
    } catch (error) {
      logRow(row, operation, error);
    }
  }
}

/** What can be made of each of these; what cannot leaves its id in the log. */
export function readable<R extends Row, T>(
  rows: readonly R[],
  operation: string,
  read: (row: R) => T,
): T[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      logRow(row, operation, error);
      return [];
    }
  });
}

/** An id of ours or of an event says nothing about a patient. */
function logRow({ id }: Row, operation: string, error: unknown): void {
  const cause = error instanceof Error ? error.name : null;
  log.error({ event: "row_failed", cause, ...troubleFields(error), operation, row: id });
}
