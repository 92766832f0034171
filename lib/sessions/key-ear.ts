/** What the small script at the start of a page and the scripts that come later tell each other. */
type Ear = typeof globalThis & {
  /** The keys that were pressed at the desk before anybody listened. */
  earlyKeys?: KeyboardEvent[];
  hearKey?: ((event: KeyboardEvent) => void) | null;
};

/**
 * Runs before anything else of a page, so that a scan is heard from its first key on, whatever is still
 * loading. Without quotes, brackets and ampersands: as the text of an element they would be escaped.
 */
export const earScript =
  "(function(){var k=self.earlyKeys=[];addEventListener(`keydown`,function(e){" +
  "self.hearKey?self.hearKey(e):document.getElementById(`patientId`)?k.push(e):0},true)})()";

/**
 * From now on `listener` hears each key before anything else on the page does.
 *
 * @returns what was pressed before, and the way to end it
 */
export function hearKeys(listener: (event: KeyboardEvent) => void): {
  early: KeyboardEvent[];
  stop: () => void;
} {
  const ear: Ear = globalThis;
  if (!ear.earlyKeys) {
    addEventListener("keydown", listener, { capture: true });
    return {
      early: [],
      stop: () => removeEventListener("keydown", listener, { capture: true }),
    };
  }
  ear.hearKey = listener;
  return {
    early: ear.earlyKeys.splice(0),
    stop: () => {
      if (ear.hearKey === listener) ear.hearKey = null;
    },
  };
}
