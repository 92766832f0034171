/** A person's fastest keys follow each other more slowly than a scanner's slowest. */
const longestGapMs = 40;
/** Shorter codes are on no wristband, and a person may roll over three keys at once. */
const fewestKeys = 5;

/** The keys of one text field, as far as they tell a scanner from a person. */
export type KeyPress = { key: string; repeat: boolean; timeStamp: number };

/**
 * Tells the Enter of a scanner, which "types" a code and ends it, from a person's.
 *
 * @returns a function to call with each key; true: this is a scanner's Enter
 */
export function watchForScan(): (press: KeyPress) => boolean {
  let keys = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  return ({ key, repeat, timeStamp }) => {
    // Shift and the like come with the letters of a scanner, and are none.
    if (key.length > 1 && key !== "Enter") return false;
    const quick = timeStamp - lastAt <= longestGapMs && !repeat;
    lastAt = timeStamp;
    if (key !== "Enter") {
      keys = quick ? keys + 1 : 1;
      return false;
    }
    const scanned = quick && keys >= fewestKeys;
    keys = 0;
    return scanned;
  };
}
