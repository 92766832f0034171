/**
 * One line of the table.
 *
 * @typedef {object} Row
 * @property {string} what
 * @property {keyof typeof units} unit
 * @property {number | null} ours null: cannot be measured on this computer
 * @property {number} [direct] the same without the app
 * @property {"added" | "ratio"} [compare] how the two are set against each other
 * @property {number} [atMost] the aim, for `added` when that is compared and for `ours` otherwise
 * @property {number} [atMostTimes] the aim for the ratio
 */

const units = {
  ms: (value) => `${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ms`,
  "a second": (value) => `${value.toFixed(0)} a second`,
  "an hour": (value) => `${value.toFixed(0)} an hour`,
  KiB: (value) => `${value.toFixed(1)} KiB`,
  MiB: (value) => `${value.toFixed(0)} MiB`,
};

const none = "–";

/** @param {readonly Row[]} rows @returns {string} Markdown */
export function table(rows) {
  const lines = [["what", "ours", "direct", "added or ratio", "aim", "met"], ...rows.map(cells)];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const rule = widths.map((width) => "-".repeat(width));
  return [lines[0], rule, ...lines.slice(1)]
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`)
    .join("\n");
}

function cells({ what, unit, ours, direct, compare, atMost, atMostTimes }) {
  const show = units[unit];
  const added = compare === "added" ? ours - direct : null;
  const judged = atMostTimes === undefined ? (added ?? ours) : ours / direct;
  const most = atMostTimes ?? atMost;
  return [
    what,
    ours === null ? none : show(ours),
    direct === undefined ? none : show(direct),
    compare === "ratio"
      ? `${(ours / direct).toFixed(2)} ×`
      : added === null
        ? none
        : signed(added, show),
    aim({ unit, atMost, atMostTimes, isAdded: added !== null }),
    most === undefined || judged === null ? none : judged <= most ? "yes" : "no",
  ];
}

function aim({ unit, atMost, atMostTimes, isAdded }) {
  if (atMostTimes !== undefined) return `≤ ${atMostTimes} ×`;
  if (atMost === undefined) return none;
  return `≤ ${atMost} ${unit}${isAdded ? " added" : ""}`;
}

function signed(value, show) {
  return `${value < 0 ? "−" : "+"}${show(Math.abs(value))}`;
}
