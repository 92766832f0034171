/**
 * What this browser keeps and passes between its windows. Where it does neither (site data is blocked,
 * or there is no room) nothing is found and nothing is sent: no work at the desk depends on it.
 */

/** `pc`: in this browser until it is changed; `window`: in this window only, over all its pages. */
type Place = "pc" | "window";

const prefix = "connect-desk.";

/** @returns null when nothing is kept under this name */
export function readStored(name: string, place: Place = "pc"): string | null {
  return ifAllowed(() => storageOf(place).getItem(prefix + name));
}

/** @param value null: nothing is kept under this name any more */
export function store(name: string, value: string | null, place: Place = "pc"): void {
  ifAllowed(() =>
    value === null
      ? storageOf(place).removeItem(prefix + name)
      : storageOf(place).setItem(prefix + name, value),
  );
}

/** One end of a line between the windows of this browser; it does not hear what it says itself. */
export type Channel<News> = { tell: (news: News) => void; close: () => void };

export function openChannel<News>(
  name: string,
  listen: (news: News) => void = () => {},
): Channel<News> {
  const channel = ifAllowed(() => new BroadcastChannel(prefix + name));
  if (!channel) return { tell: () => {}, close: () => {} };
  channel.onmessage = ({ data }: MessageEvent<News>) => listen(data);
  return {
    tell: (news) => channel.postMessage(news),
    close: () => channel.close(),
  };
}

/** Asked for at each use: where site data is blocked, naming `localStorage` already throws. */
function storageOf(place: Place): Storage {
  return place === "pc" ? localStorage : sessionStorage;
}

function ifAllowed<Answer>(ask: () => Answer): Answer | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
