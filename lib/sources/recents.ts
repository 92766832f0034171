import { isSourceId } from "./source-id";

const storageKey = "connect-desk.recent-hospitals";
const maxRecents = 8;

/** A hospital that was chosen on this PC before. */
export type RecentSource = { id: string; name: string };

type OpenStorage = () => Pick<Storage, "getItem" | "setItem">;

/** Asked for at each use: where site data is blocked, naming `localStorage` already throws. */
const browserStorage: OpenStorage = () => window.localStorage;

/** The hospitals chosen on this PC, latest first; none when storage is blocked, full or spoilt. */
export function readRecents(open: OpenStorage = browserStorage): RecentSource[] {
  const stored = readJson(open);
  return Array.isArray(stored) && stored.every(isRecent) ? stored.slice(0, maxRecents) : [];
}

/** Puts a chosen hospital first. Says nothing of the patient it was chosen for. */
export function addRecent({ id, name }: RecentSource, open: OpenStorage = browserStorage): void {
  const others = readRecents(open).filter((recent) => recent.id !== id);
  const text = JSON.stringify([{ id, name }, ...others].slice(0, maxRecents));
  try {
    open().setItem(storageKey, text);
  } catch {
    // Blocked or full: the list is a convenience, and the choice itself was made.
  }
}

/** By hand: the schema library is not loaded before the desk types. */
function isRecent(value: unknown): value is RecentSource {
  if (typeof value !== "object" || value === null) return false;
  if (!("id" in value && "name" in value)) return false;
  const { id, name } = value;
  return typeof id === "string" && isSourceId(id) && typeof name === "string" && name !== "";
}

function readJson(open: OpenStorage): unknown {
  try {
    return JSON.parse(open().getItem(storageKey) ?? "[]");
  } catch {
    return [];
  }
}
