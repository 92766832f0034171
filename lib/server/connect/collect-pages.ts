import "server-only";
import { ok, type Result } from "@/lib/result";
import type { ConnectError } from "./errors";
import type { Page } from "./wire";

/** Of a list that is read to its end. */
const maxPages = 5;

/** `isWhole`: the list was read to its end, so what is not among the items is not there. */
export type Listed<T> = {
  items: T[];
  isWhole: boolean;
  /** Of the answer with the last page. */
  requestId: string | null;
};

type AnsweredPage<T> = Page<T> & { requestId: string | null };

/** All items of a list; of more than five pages, those of the first five. */
export async function collectPages<T>(
  readPage: (cursor: string | null) => Promise<Result<AnsweredPage<T>, ConnectError>>,
): Promise<Result<Listed<T>, ConnectError>> {
  const items: T[] = [];
  let cursor: string | null = null;
  let requestId: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page: Result<AnsweredPage<T>, ConnectError> = await readPage(cursor);
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.nextCursor;
    requestId = page.value.requestId;
    if (cursor === null) return ok({ items, isWhole: true, requestId });
  }
  return ok({ items, isWhole: false, requestId });
}
