/**
 * The value in the middle; of an even number of values, halfway between the middle two.
 *
 * @param {readonly number[]} values at least one, in any order
 */
export function median(values) {
  const sorted = ascending(values);
  const upper = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}

/**
 * The smallest of the values that at least this share of them does not exceed (nearest rank).
 *
 * @param {readonly number[]} values at least one, in any order
 * @param {number} share in percent, above 0 and up to 100
 */
export function percentile(values, share) {
  const sorted = ascending(values);
  return sorted[Math.ceil((share / 100) * sorted.length) - 1];
}

/**
 * What a round usually brought: a machine that is busy for a while spoils some rounds, not the median.
 *
 * @param {readonly (readonly number[])[]} rounds
 * @param {number} share of each round, in percent
 */
export function usual(rounds, share) {
  return median(rounds.map((values) => percentile(values, share)));
}

function ascending(values) {
  if (values.length === 0) throw new Error("Nothing was measured.");
  return [...values].sort((a, b) => a - b);
}
