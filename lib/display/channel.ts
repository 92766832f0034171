import { type Channel, openChannel } from "@/lib/storage";
import type { Shown } from "./shown";

/** What a desk's window and a patient's screen in the same browser tell each other. */
export type DisplayNews =
  /** The desk asks whether there is a screen. */
  | { type: "who" }
  /** The screen answers that, and every beat, with what it shows; it may go dark where nothing keeps it on. */
  | { type: "here"; shows: string | null; mayDim: boolean }
  | { type: "gone" }
  /** The desk shows this: at once, at every beat, and to a screen that was opened again. */
  | { type: "shown"; shown: Shown }
  | { type: "cleared"; id: string };

export type DisplayChannel = Channel<DisplayNews>;

/** One window's end of the line; what it says itself it does not hear. */
export function openDisplayChannel(listen: (news: DisplayNews) => void): DisplayChannel {
  return openChannel("display", listen);
}
