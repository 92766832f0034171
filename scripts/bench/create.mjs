import { ask } from "./ask.mjs";
import { createActionOf, createDirectly, newPatient } from "./desk.mjs";
import { apiHeaders } from "./servers.mjs";
import { millisecondsOf, sideBySide } from "./side-by-side.mjs";
import { median, usual } from "./statistics.mjs";

const atOnce = 32;
const createsPerRound = 320;

/** One press of Create, from the browser's request to the whole answer, for patients never seen. */
export async function measureCreate({ app, sandbox, rounds }) {
  // Two reads before the create, side by side: as near as the API could be.
  for (const on of ["getPatient", "listPatientSessions"]) {
    await sandbox.control("POST", "faults", { on, kind: "latency", ms: 1, times: null });
  }
  const create = createActionOf(app);
  const sourceIds = await someSourceIds(sandbox);
  const ours = () => create(newPatient(sourceIds));
  const direct = () => createDirectly(sandbox, newPatient(sourceIds));

  const oneByOne = await sideBySide({ rounds, times: 100, ours, direct });
  const rates = await measureRates({ rounds, ours, direct });
  await sandbox.control("DELETE", "faults");

  const row = (what, share, atMost) => ({
    what: `create a link, ${what}`,
    unit: "ms",
    ours: usual(oneByOne.ours, share),
    direct: usual(oneByOne.direct, share),
    compare: "added",
    atMost,
  });
  return [
    row("p50", 50, 5),
    row("p99", 99, 25),
    { what: `creates, ${atOnce} at once`, unit: "a second", ...rates, compare: "ratio" },
  ];
}

async function someSourceIds(sandbox) {
  const answer = await ask(`${sandbox.url}/connections?q=clinic&limit=2`, { headers: apiHeaders });
  return JSON.parse(answer).data.map(({ id }) => id);
}

async function measureRates({ rounds, ours, direct }) {
  const rates = { ours: [], direct: [] };
  for (let round = 0; round < rounds; round += 1) {
    rates.ours.push(await rateOf(ours));
    rates.direct.push(await rateOf(direct));
  }
  return { ours: median(rates.ours), direct: median(rates.direct) };
}

async function rateOf(work) {
  let left = createsPerRound;
  const worker = async () => {
    for (; left > 0; left -= 1) await work();
  };
  const ms = await millisecondsOf(() => Promise.all(Array.from({ length: atOnce }, worker)));
  return (createsPerRound / ms) * 1000;
}
