import { newAttemptId } from "@/lib/sessions/attempt";
import { elapsedMs, moment } from "@/lib/staff/presence";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import {
  type Asked,
  type Carrier,
  cameOf,
  type Desk,
  type DeskEvent,
  nextDesk,
  showing,
} from "./desk";
import { beatEveryMs, type Line, openDisplayChannel, type Shown, shownForMs } from "./message";
import { isPaired } from "./paired";
import { openServerLine } from "./server-line";

/** The patient's screen of a PC, as staff read of it. */
export type DisplayKnown = {
  /** There is one: "Show to patient" goes there. */
  present: boolean;
  shown: boolean;
  /** Nothing keeps it from going dark. */
  mayDim: boolean;
  /** It stopped answering while it showed this. */
  lost: boolean;
};

export const noDisplay: DisplayKnown = {
  present: false,
  shown: false,
  mayDim: false,
  lost: false,
};

type Options = {
  sessionId: string;
  /** What it shows; the time is the server's as of now. */
  content: () => Omit<Shown, "id">;
  onChange: (known: DisplayKnown) => void;
};

/** A window in the same browser says in milliseconds that it is there. */
const heardOfWithinMs = 250;
/** One that crashed never said so: what it is told to show it has to confirm. */
const confirmsWithinMs = 1_000;

/**
 * The desk's end of the lines to the patient's screen of this PC, in this browser or on another device.
 * It shows one link from a press on, and clears when it is told to, after ten minutes, when somebody
 * signs out, and as the window is left. What it does follows from `nextDesk`.
 */
export class DeskEnd {
  readonly #options: Options;
  readonly #lines: Record<Carrier, Line>;
  readonly #stopHearing: () => void;
  #desk: Desk = {
    looked: false,
    here: false,
    paired: isPaired(),
    press: null,
    mayDim: false,
    lost: false,
  };
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Called after each change, for whoever waits for what comes of a press. */
  #settle = () => {};

  constructor(options: Options) {
    this.#options = options;
    this.#lines = {
      browser: openDisplayChannel((message) => this.#on({ type: "heard", by: "browser", message })),
      server: openServerLine(options.sessionId, (message) =>
        this.#on({ type: "heard", by: "server", message }),
      ),
    };
    this.#stopHearing = onSignInNews(({ type }) => {
      if (type === "signing-out" || type === "signed-out") this.clear();
    });
    addEventListener("pagehide", this.clear);
    setTimeout(() => this.#on({ type: "looked" }), heardOfWithinMs);
    this.#lines.browser.tell({ type: "who" });
    options.onChange(known(this.#desk));
  }

  /** @returns whether there is a screen that shows it now; null: it was cleared before there was */
  show(): Promise<boolean | null> {
    this.clear();
    const id = newAttemptId();
    return new Promise((resolve) => {
      this.#settle = () => {
        const came = cameOf(this.#desk, id);
        if (came !== undefined) resolve(came);
      };
      this.#on({ type: "pressed", id });
    });
  }

  clear = () => this.#on({ type: "clear" });

  close() {
    removeEventListener("pagehide", this.clear);
    this.clear();
    this.#stopHearing();
    for (const line of Object.values(this.#lines)) line.close();
  }

  #on(event: DeskEvent) {
    const before = showing(this.#desk);
    this.#desk = nextDesk(this.#desk, event, moment());
    const shows = showing(this.#desk);
    const isNew = shows !== null && shows.id !== before?.id;
    if (before && before.id !== shows?.id) {
      this.#lines[before.by].tell({ type: "cleared", id: before.id });
      clearInterval(this.#timer);
    }
    if (shows && (isNew || isDue(event, shows.id))) this.#tell(shows);
    if (isNew) {
      this.#timer = setInterval(() => this.#on({ type: "beat" }), beatEveryMs);
      setTimeout(() => this.#on({ type: "waited", id: shows.id }), confirmsWithinMs);
    }
    this.#settle();
    this.#options.onChange(known(this.#desk));
  }

  #tell({ id, by, since }: Asked) {
    const content = this.#options.content();
    const endsMs = Date.parse(content.now) + shownForMs - elapsedMs(since);
    const ends = new Date(Math.min(Date.parse(content.ends), endsMs)).toISOString();
    this.#lines[by].tell({ type: "shown", shown: { ...content, id, ends } });
  }
}

/** A beat, or a screen that was opened again and does not know what it showed. */
function isDue(event: DeskEvent, id: string): boolean {
  if (event.type !== "heard") return event.type === "beat";
  return event.message.type === "here" && event.message.shows !== id;
}

function known(desk: Desk): DisplayKnown {
  const { here, paired, press, mayDim, lost } = desk;
  return { present: here || paired, shown: press?.is === "shown", mayDim, lost };
}
