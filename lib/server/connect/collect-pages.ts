import "server-only";
import { ok, type Result } from "@/lib/result";
import type { ConnectError } from "./errors";
import type { Page } from "./wire";

/** Of a list that is read to its end. */
const maxPages = 5;

/** All items of a list; of more than five pages, those of the first five. */
export async function collectPages<T>(
  readPage: (cursor: string | null) => Promise<Result<Page<T>, ConnectError>>,
): Promise<Result<T[], ConnectError>> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page: Result<Page<T>, ConnectError> = await readPage(cursor);
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.nextCursor;
    if (cursor === null) break;
  }
  return ok(items);
}
