/** A person's fastest keys follow each other more slowly than a scanner's slowest. */
const longestGapMs = 40;
/** A PC that is busy may make a scanner stammer: nobody types a key and scans within this. */
const stammerMs = 90;
/** Nor does one scan follow another that was not ended within this. */
const longStammerMs = 500;
/** A person may roll over some keys at once, never so many. */
const fewestKeys = 5;
/** After so long without a key a scan is over: codes of several lines have an Enter within. */
export const quietMs = 60;

/** A key as the window hears it. */
export type KeyPress = Pick<KeyboardEvent, "key" | "repeat" | "timeStamp" | "isComposing"> & {
  /** Ctrl, ⌘ or Alt is held; AltGr, which writes characters, is none of them. */
  command: boolean;
};

/** What to do about one key. */
export type Heard =
  /** A person's, or not known to be a scanner's yet: it does what it does. */
  | "typing"
  /** The same, after a pause: no scan goes back behind it. */
  | "first"
  /** The fifth of a run: what the four before have done is to be undone. This one does nothing by itself. */
  | "scan-begins"
  /** A scanner's. It does nothing by itself. */
  | "held"
  /** Belongs to no code: what was scanned ends before it, and all that follows at once is typing. */
  | "scan-broken";

/** What a run of keys was, once it is over. `ended`: the scanner said so, by Enter or the like. */
export type Run = { kind: "scan"; text: string; ended: boolean } | { kind: "enter" };

/**
 * Tells a scanner, which "types" a code, from a person: a run is a scan from its fifth key on. Keeps no
 * more than the run that it is in.
 */
export function listenForScans() {
  let text = "";
  /** Quick ones on end; once they are enough for a scan, all of it. */
  let keys = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let isBroken = false;

  function begin() {
    text = "";
    keys = 0;
    isBroken = false;
  }

  /**
   * Of a driving licence there is more after each of its lines, whatever is between them: what would be
   * taken for a code of its own names the driver.
   */
  const hasLines = () => licence.test(text) && (keys >= fewestKeys || /[\n\t]/.test(text));

  return {
    hear(press: KeyPress): Heard {
      if (modifiers.has(press.key)) return "typing";
      const gapMs = press.timeStamp - lastAt;
      lastAt = press.timeStamp;
      const isOpen = hasLines() || (keys >= fewestKeys && !ends.has(text.slice(-1)));
      const goesOn = gapMs <= (isOpen ? longStammerMs : stammerMs) && !press.repeat;
      if (!goesOn) begin();
      else if (gapMs > longestGapMs && keys < fewestKeys) keys = 0;
      const typing = goesOn ? "typing" : "first";
      if (isBroken) return typing;

      const written = press.isComposing || press.repeat ? null : characterOf(press);
      const character = written ?? (hasLines() ? " " : null);
      const isScan = keys >= fewestKeys;
      if (character === null) {
        isBroken = true;
        return isScan ? "scan-broken" : typing;
      }
      const isEnd = ends.has(character);
      // A person's, on its own or after a few keys. Who rolls over to Enter gets it a moment later: it
      // may be the first line of a longer code.
      if (isEnd && !isScan && !hasLines() && (keys === 0 || character === "\t")) {
        begin();
        return typing;
      }
      text += character;
      if (isEnd) return "held";
      keys += 1;
      if (keys < fewestKeys) return typing;
      return isScan ? "held" : "scan-begins";
    },

    /** What comes next belongs to nothing before. */
    begin() {
      begin();
      lastAt = Number.NEGATIVE_INFINITY;
    },

    /** To be asked when no key has come for a while. What still comes at once after it goes on with the run. */
    over(): Run | null {
      const ended = ends.has(text.slice(-1));
      if (keys >= fewestKeys) return { kind: "scan", text: text.trim(), ended };
      if (!ended || hasLines()) return null;
      begin();
      return { kind: "enter" };
    },
  };
}

/** How its code begins, with what a scanner may put before it. */
const licence = /^(\][a-z]\d)?@/i;
const modifiers = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);
/** Enter, Tab, and the two that are called line feed and return where Ctrl writes characters. */
const ends = new Set(["\n", "\t"]);

/** What a key writes into a code; null: nothing. */
function characterOf({ key, command }: KeyPress): string | null {
  if (key === "Enter") return command ? null : "\n";
  if (key === "Tab") return command ? null : "\t";
  if (!command) return [...key].length === 1 ? key : null;
  if (/^[jm]$/i.test(key)) return "\n";
  // Group, record and other separators.
  return /^[[\\\]^_]$/.test(key) ? " " : null;
}
