import { performance } from "node:perf_hooks";

/**
 * Times two ways of doing the same thing, by turns, so that whatever else the machine does meets
 * both alike.
 *
 * @param {object} plan
 * @param {number} plan.rounds
 * @param {number} plan.times in each round, for each of the two
 * @param {() => unknown} plan.ours
 * @param {() => unknown} plan.direct
 * @returns {Promise<{ ours: number[][], direct: number[][] }>} milliseconds, a list for each round;
 *   a warm-up of one round is left out
 */
export async function sideBySide({ rounds, times, ...ways }) {
  const measured = { ours: [], direct: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const current = { ours: [], direct: [] };
    for (let time = 0; time < times; time += 1) {
      // Neither always runs in the other's wake.
      for (const way of time % 2 === 0 ? ["ours", "direct"] : ["direct", "ours"]) {
        current[way].push(await millisecondsOf(ways[way]));
      }
    }
    if (round === 0) continue;
    measured.ours.push(current.ours);
    measured.direct.push(current.direct);
  }
  return measured;
}

/** @param {() => unknown} work */
export async function millisecondsOf(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
