import { type Channel, openChannel } from "@/lib/storage";

/** How often a desk and a patient's screen say that they are there. */
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

/**
 * What a desk and a patient's screen tell each other, through the browser that both are in or through
 * the server.
 */
export type DisplayMessage =
  /** The desk asks whether there is a screen. */
  | { type: "who" }
  /** The screen answers that, and every beat, with what it shows; it may go dark where nothing keeps it on. */
  | { type: "here"; shows: string | null; mayDim: boolean }
  /** The screen is closed. */
  | { type: "gone" }
  /** The screen does not ask the server any more. */
  | { type: "silent" }
  /** No desk and screen are a pair. */
  | { type: "unpaired" }
  /** The desk shows this: at once, at every beat, and to a screen that was opened again. */
  | { type: "shown"; shown: Shown }
  /** This is shown no more; null: nothing is. */
  | { type: "cleared"; id: string | null };

/** One end of what carries messages. */
export type Line = Channel<DisplayMessage>;

/** The line within a browser. */
export function openDisplayChannel(hear: (message: DisplayMessage) => void): Line {
  return openChannel("display", hear);
}

/** What a patient's screen hears from the server. `unpaired`: nobody has typed its code yet. */
export type DisplayState = { state: "unpaired" | "idle" } | { state: "shown"; shown: Shown };

/** What such a state is called in the next question, to be told only of another one. */
export function stateName(state: DisplayState): string {
  return state.state === "shown" ? state.shown.id : state.state;
}
