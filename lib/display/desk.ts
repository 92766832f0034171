import { elapsedMs, type Moment } from "@/lib/staff/presence";
import { type DisplayMessage, goneAfterMs, shownForMs } from "./message";

/** What carries messages between a desk and its screen. */
export type Carrier = "browser" | "server";

/** The last press of "Show to patient", and what came of it. */
type Press =
  /** Whether a screen is in this browser is not known yet. */
  { is: "looking"; id: string } | Asked | { is: "cleared" | "not-shown"; id: string };

/** A screen was told to show it; `shown`: it said that it does. */
export type Asked = {
  is: "asked" | "shown";
  id: string;
  by: Carrier;
  since: Moment;
  heardAt: Moment;
};

/** What a desk's window knows of the patient's screen of its PC. */
export type Desk = {
  /** A screen in this browser has had the time to say that it is there. */
  looked: boolean;
  /** One is. */
  here: boolean;
  /** One on another device is this PC's. */
  paired: boolean;
  press: Press | null;
  /** Nothing keeps the screen from going dark. */
  mayDim: boolean;
  /** It stopped answering while it showed something, or did not answer at all. */
  lost: boolean;
};

export type DeskEvent =
  | { type: "pressed"; id: string }
  | { type: "looked" }
  /** A screen in this browser has had the time to confirm this press. */
  | { type: "waited"; id: string }
  | { type: "beat" }
  | { type: "clear" }
  | { type: "heard"; by: Carrier; message: DisplayMessage };

/** What is shown or about to be; null: nothing. */
export function showing({ press }: Desk): Asked | null {
  return press?.is === "asked" || press?.is === "shown" ? press : null;
}

/** Whether a screen shows what was pressed; null: it was cleared; undefined: not known yet. */
export function cameOf({ press }: Desk, id: string): boolean | null | undefined {
  if (press?.id !== id || press.is === "cleared") return null;
  if (press.is === "shown") return true;
  return press.is === "not-shown" ? false : undefined;
}

/** The desk after what happened at `at`. */
export function nextDesk(desk: Desk, event: DeskEvent, at: Moment): Desk {
  const shows = showing(desk);
  switch (event.type) {
    case "pressed":
      return placed({ ...desk, press: { is: "looking", id: event.id } }, at);
    case "looked":
      return placed({ ...desk, looked: true }, at);
    case "clear":
      return ended(desk, "cleared");
    case "waited": {
      // A screen that crashed never said that it is gone.
      const isUnanswered = shows?.is === "asked" && shows.id === event.id;
      return isUnanswered && shows.by === "browser" ? lost(desk) : desk;
    }
    case "beat":
      if (!shows) return desk;
      if (elapsedMs(shows.since, at) >= shownForMs) return ended(desk, "cleared");
      // That a screen on another device is silent the server says itself.
      if (shows.by === "server" || elapsedMs(shows.heardAt, at) < goneAfterMs) return desk;
      return lost(desk);
    case "heard":
      return afterMessage(desk, event.message, event.by, at);
  }
}

function afterMessage(desk: Desk, message: DisplayMessage, by: Carrier, at: Moment): Desk {
  const shows = showing(desk);
  const shown = shows?.by === by ? shows : null;
  switch (message.type) {
    case "here": {
      const is = message.shows === shown?.id ? "shown" : shown?.is;
      const press = shown && is ? { ...shown, is, heardAt: at } : desk.press;
      const here = desk.here || by === "browser";
      return placed({ ...desk, here, press, mayDim: message.mayDim }, at);
    }
    case "gone": {
      const left = { ...desk, here: false };
      // One that was shown somewhere is waited for: the screen may be opened again.
      return shown?.is === "asked" ? ended(left, "not-shown") : left;
    }
    case "silent":
      return shown ? lost(desk) : desk;
    case "unpaired": {
      const alone = { ...desk, paired: false };
      return shown ? ended(alone, "not-shown") : alone;
    }
    case "shown":
      // Another window of this desk shows something instead.
      return shown ? ended(desk, "cleared") : desk;
    case "cleared":
      return shown?.id === message.id ? ended(desk, "cleared") : desk;
    case "who":
      return desk;
  }
}

/** Sends a press where its screen is, as soon as that is known: a screen in this browser comes first. */
function placed(desk: Desk, at: Moment): Desk {
  const { press, here, looked, paired } = desk;
  if (press?.is !== "looking" || !(here || looked)) return desk;
  if (!here && !paired) return ended(desk, "not-shown");
  const by = here ? "browser" : "server";
  return {
    ...desk,
    lost: false,
    press: { is: "asked", id: press.id, by, since: at, heardAt: at },
  };
}

function ended(desk: Desk, is: "cleared" | "not-shown"): Desk {
  return desk.press ? { ...desk, press: { is, id: desk.press.id } } : desk;
}

function lost(desk: Desk): Desk {
  return { ...ended(desk, "not-shown"), here: false, lost: true };
}
