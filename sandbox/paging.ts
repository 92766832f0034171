import { type Refusal, refuse } from "./envelope";

/** One page of a list as the API sends it. */
export type Page = {
  resource_type: "list";
  data: unknown[];
  has_more: boolean;
  next_cursor: string | null;
};

/** `limit` and `starting_after` after the contract has checked them and filled the default in. */
export type PageRequest = { limit: number; starting_after?: string | undefined };

export const badCursor: Refusal = refuse(
  "invalid_data",
  "starting_after",
  "starting_after is not a cursor of this list",
);

/** Opaque on purpose: callers hand a cursor back untouched. */
function cursorOf(id: string): string {
  return Buffer.from(`after:${id}`).toString("base64url");
}

/** The id that a cursor stands for; null when it is none of ours. */
export function idOfCursor(cursor: string): string | null {
  const text = Buffer.from(cursor, "base64url").toString();
  return text.startsWith("after:") ? text.slice("after:".length) : null;
}

/**
 * One page of those `items` that pass the filter, in their order. The cursor is looked up among all
 * of them, so that a page turn survives an item leaving the filter.
 *
 * @returns null when the cursor names none of them
 */
export function pageOf<Item extends { id: string }>(
  items: readonly Item[],
  { limit, starting_after: cursor }: PageRequest,
  keep: (item: Item) => boolean,
  view: (item: Item) => unknown,
): Page | null {
  const afterId = cursor === undefined ? null : idOfCursor(cursor);
  const after = afterId === null ? -1 : items.findIndex((item) => item.id === afterId);
  if (cursor !== undefined && after === -1) return null;
  const found: Item[] = [];
  for (let index = after + 1; index < items.length && found.length <= limit; index += 1) {
    const item = items[index];
    if (item && keep(item)) found.push(item);
  }
  return pageFrom(found, limit, view);
}

/** @param found what comes next: up to one more than `limit`, which tells that there is more. */
export function pageFrom<Item extends { id: string }>(
  found: readonly Item[],
  limit: number,
  view: (item: Item) => unknown,
): Page {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = found.length > limit;
  return {
    resource_type: "list",
    data: shown.map(view),
    has_more: hasMore,
    next_cursor: hasMore && last ? cursorOf(last.id) : null,
  };
}
