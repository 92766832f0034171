/** Whether this window can reach our server: by the browser's word, and by what came of its questions. */
let answered = true;
const listeners = new Set<() => void>();

/** To be told of each question: false when no answer came at all, whatever an answer may say. */
export function noteAnswer(came: boolean): void {
  if (came === answered) return;
  answered = came;
  for (const listener of listeners) listener();
}

export function isReached(): boolean {
  return navigator.onLine && answered;
}

/** Looks again where the last question had no answer. Asks whether somebody is there, no more. */
export async function findsServer(): Promise<boolean> {
  if (navigator.onLine && !answered) {
    await fetch("/api/health", { cache: "no-store" }).then(
      () => noteAnswer(true),
      () => {},
    );
  }
  return isReached();
}

/** @returns the way to end it */
export function onReachChange(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
