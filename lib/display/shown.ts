/** How a patient's screen and its PC keep each other in mind. */
export const beatEveryMs = 5_000;
/** Three beats that did not come: the other side is gone. */
export const goneAfterMs = 15_000;
/** However long the link works, one press shows it no longer than this. */
export const shownForMs = 10 * 60_000;

/**
 * All that a patient's screen is told: the code with its words' only variables. Nothing names the
 * patient, the hospital, the staff or our id of the link.
 */
export type Shown = {
  /** Random, another one for each press of "Show to patient". */
  id: string;
  /** Side of the code's viewBox. */
  n: number;
  /** Path data of its dark modules. */
  d: string;
  tag: string;
  /** The link's domain. */
  host: string;
  /** When it goes at the latest, ISO 8601 UTC by the server's clock. */
  ends: string;
  /** That clock as this was said. */
  now: string;
};

/** What a patient's screen hears from the server. `unpaired`: nobody has typed its code yet. */
export type DisplayState = { state: "unpaired" | "idle" } | { state: "shown"; shown: Shown };

/** What such a state is called in the next question, to be told only of another one. */
export function stateName(state: DisplayState): string {
  return state.state === "shown" ? state.shown.id : state.state;
}

/**
 * Whether it has to go, told by how long ago it was said: the time of this device may be wrong.
 *
 * @param passedMs since it was said
 */
export function isOver({ ends, now }: Pick<Shown, "ends" | "now">, passedMs: number): boolean {
  return passedMs >= goneAfterMs || passedMs >= Date.parse(ends) - Date.parse(now);
}
