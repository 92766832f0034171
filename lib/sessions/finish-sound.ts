import type { SessionState } from "./session";

const secondsPerNote = 0.12;
/** A fifth up: heard as "done", and softer than speech. */
const notesHz = [660, 990];
const loudness = 0.08;

/** Whether a patient has come to the end, whatever they connected. A link that ran out is no such end. */
export function hasFinished(before: SessionState, after: SessionState): boolean {
  return isFinish(after) && !isFinish(before);
}

function isFinish(state: SessionState): boolean {
  return state === "connected" || state === "partly" || state === "nothing";
}

/** Two short notes, made here: there is no file to load. Silent where the browser allows no sound. */
export function playFinishSound(open: () => AudioContext = () => new AudioContext()): void {
  const context = open();
  for (const [index, hz] of notesHz.entries()) {
    const start = context.currentTime + index * secondsPerNote;
    const end = start + secondsPerNote;
    const volume = new GainNode(context, { gain: 0 });
    // Without a slope it would click.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.01);
    volume.gain.linearRampToValueAtTime(0, end);
    const note = new OscillatorNode(context, { frequency: hz });
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(end);
    if (index === notesHz.length - 1) note.onended = () => void context.close();
  }
}
