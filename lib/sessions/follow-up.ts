import * as z from "zod/mini";
import { isSourceId } from "@/lib/sources/source-id";
import { limits } from "./limits";
import { isSuccess } from "./progress";
import type { HospitalProgress, SessionDetails, SessionProgress } from "./session";
import { nameProblem } from "./text-rules";

/**
 * Why staff should look after a link; of several reasons the one that says most.
 *
 * - `records`: connected, and the records did not arrive
 * - `lapsed`: was connected, and the access ended by itself
 * - `failed`: the hospital's sign-in could not finish
 * - `disconnected`: the clinic ended the access
 * - `declined`: the patient said no
 * - `nothing`: the patient finished, and tried none
 * - `unused`: the time ran out, and none was tried
 */
export type HelpReason =
  | "records"
  | "lapsed"
  | "failed"
  | "disconnected"
  | "declined"
  | "nothing"
  | "unused";

export type NamedSource = Pick<HospitalProgress, "sourceId" | "name">;

/** The one thing to do about it: a new link, for the same hospitals, one of them, or all but these. */
export type HelpAct =
  | { kind: "again" }
  | { kind: "only"; hospital: NamedSource }
  | { kind: "without"; hospitals: NamedSource[] };

/** What happened to a link, and what to do about it. */
export type Help = {
  reason: HelpReason;
  /** Those that it happened at. */
  hospitals: NamedSource[];
  act: HelpAct;
};

/**
 * What happened to a link that needs help; null when it needs none.
 *
 * @param missing hospitals whose records did not arrive, through whichever link they were connected
 */
export function helpWith(
  { state, hospitals }: Pick<SessionProgress, "state" | "hospitals">,
  missing: readonly NamedSource[],
): Help | null {
  if (missing.length > 0) return about("records", missing, onlyOrAgain(missing));
  const at = (wanted: HospitalProgress["state"]) =>
    hospitals.filter((hospital) => hospital.state === wanted).map(named);

  const lapsed = at("lapsed");
  if (lapsed.length > 0) return about("lapsed", lapsed, onlyOrAgain(lapsed));
  const untried = at("waiting");
  for (const reason of ["failed", "disconnected", "declined"] as const) {
    const concerned = at(reason);
    if (concerned.length === 0) continue;
    // The others are worth a try of their own.
    const act: HelpAct =
      untried.length > 0 ? { kind: "without", hospitals: concerned } : onlyOrAgain(concerned);
    return about(reason, concerned, act);
  }
  if (isSuccess(hospitals)) return null;
  return about(state === "nothing" ? "nothing" : "unused", [], { kind: "again" });
}

function about(reason: HelpReason, hospitals: readonly NamedSource[], act: HelpAct): Help {
  return { reason, hospitals: [...hospitals], act };
}

/** A link can be locked to one hospital, not to several. */
function onlyOrAgain(hospitals: readonly NamedSource[]): HelpAct {
  const [hospital, ...others] = hospitals;
  return hospital && others.length === 0 ? { kind: "only", hospital } : { kind: "again" };
}

function named({ sourceId, name }: HospitalProgress): NamedSource {
  return { sourceId, name };
}

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

/** Our id of a link. */
export const linkIdSchema = z.string().check(z.maxLength(64));

/** What the form sends and the action accepts when somebody looked after a link. */
export const followUpSchema = z.object({
  id: linkIdSchema,
  /** For the next shift; empty: none. */
  note: z.string().check(
    z.overwrite((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim()),
    z.maxLength(limits.followUpNote, `Use ${limits.followUpNote} characters or fewer`),
    z.check((context) => {
      const message = nameProblem(context.value);
      if (message) context.issues.push({ code: "custom", message, input: context.value });
    }),
  ),
});

export type FollowUpInput = z.infer<typeof followUpSchema>;
