import { isSourceId } from "@/lib/sources/source-id";
import type { SessionDetails } from "./session";

type Said = string | string[] | undefined;

/**
 * The details of a link that follows another one: locked to the hospital that `only` names, or
 * without those that `without` names. What is not an id of a hospital counts as not said.
 */
export function detailsForNext(
  details: SessionDetails,
  { only, without }: { only?: Said; without?: Said },
): SessionDetails {
  const [locked] = idsIn(only);
  if (locked) return { ...details, mode: "only", onlySourceId: locked };
  const left = new Set(idsIn(without));
  if (left.size === 0) return details;
  const stays = (id: string) => !left.has(id);
  return {
    ...details,
    // Of the only one nothing is left: the patient chooses.
    mode: details.mode === "only" && stays(details.onlySourceId) ? "only" : "suggest",
    onlySourceId: stays(details.onlySourceId) ? details.onlySourceId : "",
    suggestedSourceIds: details.suggestedSourceIds.filter(stays),
  };
}

function idsIn(said: Said): string[] {
  return [said ?? []].flat().filter(isSourceId);
}
