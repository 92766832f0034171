import type { Help, HelpAct, NamedSource } from "./follow-up";

/** What happened, in one sentence. */
export function helpSentence({ reason, hospitals }: Help): string {
  const names = listOf(hospitals);
  switch (reason) {
    case "records":
      return `Records from ${names} did not arrive.`;
    case "lapsed":
      return `${names} ${hospitals.length === 1 ? "was" : "were"} connected, and the access ended.`;
    case "failed":
      return `The sign-in at ${names} could not finish.`;
    case "disconnected":
      return `${names} ${hospitals.length === 1 ? "was" : "were"} disconnected by the clinic.`;
    case "declined":
      return `The patient said no at ${names}.`;
    case "nothing":
      return "The patient finished without a sign-in at a hospital.";
    case "unused":
      return "The link ended before a hospital was tried.";
  }
}

/** The button, and what it says beyond that to who hears it. */
export function actWords({ act }: Pick<Help, "act">): { label: string; more: string } {
  switch (act.kind) {
    case "again":
      return { label: "New link", more: "with the same details" };
    case "only":
      return { label: "Reconnect", more: act.hospital.name };
    case "without":
      return { label: "Try without it", more: `(${listOf(act.hospitals)})` };
  }
}

/** Where the form stands filled in for it. Ids of hospitals may be in our addresses, a patient's never. */
export function actPath(id: string, act: HelpAct) {
  const query = new URLSearchParams();
  if (act.kind === "only") query.set("only", act.hospital.sourceId);
  if (act.kind === "without") {
    for (const { sourceId } of act.hospitals) query.append("without", sourceId);
  }
  const path = `/sessions/${id}/new-link` as const;
  return query.size > 0 ? (`${path}?${query}` as const) : path;
}

/** "A, B and C". */
function listOf(hospitals: readonly NamedSource[]): string {
  const names = hospitals.map(({ name }) => name);
  const last = names.pop() ?? "";
  return names.length > 0 ? `${names.join(", ")} and ${last}` : last;
}
