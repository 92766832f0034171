import { parseJson } from "@/lib/json";
import { readStored, store } from "@/lib/storage";
import { isSourceId } from "./source-id";

const storedAs = "recent-hospitals";
const maxRecents = 8;

/** A hospital that was chosen on this PC before. */
export type RecentSource = { id: string; name: string };

/** The hospitals chosen on this PC, latest first; none when storage is blocked, full or spoilt. */
export function readRecents(): RecentSource[] {
  const stored = parseJson(readStored(storedAs) ?? "[]");
  return Array.isArray(stored) && stored.every(isRecent) ? stored.slice(0, maxRecents) : [];
}

/** Puts a chosen hospital first. Says nothing of the patient it was chosen for. */
export function addRecent({ id, name }: RecentSource): void {
  const others = readRecents().filter((recent) => recent.id !== id);
  store(storedAs, JSON.stringify([{ id, name }, ...others].slice(0, maxRecents)));
}

/** By hand: the schema library is not loaded before the desk types. */
function isRecent(value: unknown): value is RecentSource {
  if (typeof value !== "object" || value === null) return false;
  if (!("id" in value && "name" in value)) return false;
  const { id, name } = value;
  return typeof id === "string" && isSourceId(id) && typeof name === "string" && name !== "";
}
