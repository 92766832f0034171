import { Trouble } from "../steps.mjs";
import { actionHeaders, actionResult } from "./actions.mjs";
import { ask } from "./ask.mjs";
import { measureFinish } from "./finish.mjs";
import { measureUpstreamCalls } from "./upstream-calls.mjs";

/**
 * What live updates bring: the same by polling first, and then with them. With them every link is
 * still looked at when nothing was heard of it for two minutes, so it takes as long to count.
 */
export async function measureLiveUpdates({ app, sandbox, rounds }) {
  const desk = { app, sandbox, runs: rounds };
  const polling = { ...desk, how: "polling", atMost: 4_000, settleMs: 5_000, forMs: 30_000 };
  const live = { ...desk, how: "live updates", atMost: 1_500, settleMs: 60_000, forMs: 120_000 };
  const rows = [...(await measureFinish(polling)), ...(await measureUpstreamCalls(polling))];
  await turnOn(app);
  return [...rows, ...(await measureFinish(live)), ...(await measureUpstreamCalls(live))];
}

async function turnOn(app) {
  const headers = { ...actionHeaders(app.url, "changeLiveUpdatesAction"), ...app.headers };
  const body = JSON.stringify(["turn-on"]);
  const { trouble } = actionResult(
    await ask(`${app.url}/settings`, { method: "POST", headers, body }),
  );
  if (trouble) throw new Trouble(`Live updates cannot be turned on: ${trouble}.`);
}
