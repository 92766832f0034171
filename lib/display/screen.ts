import { elapsedMs, type Moment } from "@/lib/staff/presence";
import { type DisplayMessage, goneAfterMs, type Shown } from "./message";

/** What a patient's screen shows, and when it was told so last; null: nobody's code. */
export type Screen = { shown: Shown; at: Moment } | null;

/**
 * A patient's screen after what it heard, or after it looked at the time (`tick`): it shows a code until
 * it is told otherwise, the link ends, or nobody has said for too long that it is still so. How long ago
 * counts, never the hour: the time of this device may be wrong.
 */
export function nextScreen(
  screen: Screen,
  message: DisplayMessage | { type: "tick" },
  at: Moment,
): Screen {
  switch (message.type) {
    case "shown":
      return { shown: message.shown, at };
    case "cleared":
      return message.id === null || message.id === screen?.shown.id ? null : screen;
    case "unpaired":
      return null;
    case "tick":
      return screen && isOver(screen.shown, elapsedMs(screen.at, at)) ? null : screen;
    case "who":
    case "here":
    case "gone":
    case "silent":
      return screen;
  }
}

function isOver({ ends, now }: Shown, passedMs: number): boolean {
  return passedMs >= goneAfterMs || passedMs >= Date.parse(ends) - Date.parse(now);
}
