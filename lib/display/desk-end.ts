import { newAttemptId } from "@/lib/sessions/attempt";
import { elapsedMs, type Moment, moment } from "@/lib/staff/presence";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { type DisplayChannel, type DisplayNews, openDisplayChannel } from "./channel";
import { isPaired } from "./paired";
import { beatThere, clearThere, showThere } from "./server-display";
import { beatEveryMs, goneAfterMs, type Shown, shownForMs } from "./shown";

/** The patient's screen of a PC, as the desk's window knows it. */
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

type Showing = { id: string; where: "this-browser" | "other-device"; ends: string; since: Moment };

/**
 * The desk's end of the line to the patient's screen of this PC, in this browser or on another
 * device. It shows one link from a press on, and clears when it is told to, after ten minutes, when
 * nobody is signed in any more, and as the window is left.
 */
export class DeskEnd {
  readonly #options: Options;
  readonly #channel: DisplayChannel;
  readonly #stopHearing: () => void;
  #here = false;
  #heardAt = moment();
  #paired = isPaired();
  #showing: Showing | null = null;
  #mayDim = false;
  #lost = false;
  /** Counts what was pressed: an answer that comes after the next press is not wanted any more. */
  #presses = 0;
  /** Over as soon as it is known whether there is a screen in this browser. */
  readonly #looked: Promise<void>;
  #foundHere: () => void = () => {};
  /** Told whether a screen in this browser has confirmed the last press. */
  #settle: (confirmed: boolean) => void = () => {};
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#channel = openDisplayChannel((news) => this.#hear(news));
    this.#stopHearing = onSignInNews((news) => news.type === "signed-out" && this.clear());
    addEventListener("pagehide", this.clear);
    this.#looked = new Promise((resolve) => {
      this.#foundHere = resolve;
      setTimeout(resolve, heardOfWithinMs);
    });
    this.#channel.tell({ type: "who" });
    this.#changed();
  }

  /** @returns whether there is a screen that shows it now; null: it was cleared before there was */
  async show(): Promise<boolean | null> {
    this.clear();
    const press = this.#presses;
    if (!this.#here) await this.#looked;
    if (press !== this.#presses) return null;
    if (this.#here) return this.#showHere(newAttemptId());
    return this.#paired ? this.#showOnOtherDevice() : false;
  }

  async #showHere(id: string): Promise<boolean | null> {
    this.#begin(id, "this-browser");
    const confirmed = await new Promise<boolean>((resolve) => {
      this.#settle = resolve;
      setTimeout(resolve, confirmsWithinMs, false);
    });
    if (this.#showing?.id !== id) return null;
    if (confirmed) return true;
    // One that was closed just now said so, and nobody has to be sent to turn it on.
    if (this.#here) this.#lose();
    else this.clear();
    return false;
  }

  async #showOnOtherDevice(): Promise<boolean | null> {
    const press = this.#presses;
    const id = await showThere(this.#options.sessionId);
    if (press !== this.#presses) {
      if (id !== null) clearThere(id);
      return null;
    }
    this.#paired = isPaired();
    if (id !== null) this.#begin(id, "other-device");
    else if (this.#paired) this.#lose();
    else this.#changed();
    return id !== null;
  }

  clear = () => {
    this.#presses++;
    if (!this.#showing) return;
    const { id, where } = this.#showing;
    if (where === "this-browser") this.#channel.tell({ type: "cleared", id });
    else clearThere(id);
    this.#forget();
  };

  close() {
    removeEventListener("pagehide", this.clear);
    this.clear();
    this.#stopHearing();
    this.#channel.close();
  }

  #begin(id: string, where: Showing["where"]) {
    const { now, ends } = this.#options.content();
    const endsMs = Math.min(Date.parse(ends), Date.parse(now) + shownForMs);
    this.#heardAt = moment();
    this.#showing = { id, where, ends: new Date(endsMs).toISOString(), since: this.#heardAt };
    this.#lost = false;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#beat(), beatEveryMs);
    void this.#beat();
    this.#changed();
  }

  async #beat() {
    if (!this.#showing) return;
    const { id, where, ends, since } = this.#showing;
    if (elapsedMs(since) >= shownForMs) return this.clear();
    if (where === "this-browser") {
      if (elapsedMs(this.#heardAt) >= goneAfterMs) return this.#lose();
      return this.#channel.tell({ type: "shown", shown: { ...this.#options.content(), id, ends } });
    }
    const health = await beatThere(id).catch(() => null);
    if (health === null || this.#showing?.id !== id) return;
    if (health === "gone") return this.#forget();
    if (health.away) return this.#lose();
    this.#mayDim = health.mayDim;
    this.#changed();
  }

  #hear(news: DisplayNews) {
    const isShownHere = this.#showing?.where === "this-browser";
    if (news.type === "here") {
      this.#here = true;
      this.#foundHere();
      this.#heardAt = moment();
      this.#mayDim = news.mayDim;
      this.#changed();
      if (news.shows === this.#showing?.id) this.#settle(true);
      // A screen that was opened again does not know what it showed.
      if (isShownHere && news.shows !== this.#showing?.id) void this.#beat();
    }
    if (news.type === "gone") {
      this.#here = false;
      this.#changed();
      this.#settle(false);
    }
    // Another window of this desk shows something instead.
    if (news.type === "shown" && isShownHere) this.#forget();
  }

  /** It stopped answering. */
  #lose() {
    this.#here = false;
    this.clear();
    this.#lost = true;
    this.#changed();
  }

  /** It shows this no more, whoever has seen to that. */
  #forget() {
    this.#showing = null;
    clearInterval(this.#timer);
    this.#changed();
  }

  #changed() {
    this.#options.onChange({
      present: this.#here || this.#paired,
      shown: this.#showing !== null,
      mayDim: this.#mayDim,
      lost: this.#lost,
    });
  }
}
