import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./ask.mjs";
import { createActionOf, newPatient } from "./desk.mjs";

const desks = 20;
const links = 50;
/** Each link is open at two desks. */
const openAtDesk = (links * 2) / desks;
const listEveryMs = 10_000;
const hourMs = 3_600_000;

/**
 * What the API is asked while nothing happens: 20 desks with 50 links open, each at two of them, and
 * the list of links beside, asking as their browsers do in the first five minutes of a link.
 *
 * @param {object} plan
 * @param {{ url: string, headers: object }} plan.app
 * @param {{ control: Function }} plan.sandbox
 * @param {string} plan.how how the desks hear of changes, in a word or two
 * @param {number} plan.settleMs how long they are watched before that is counted
 * @param {number} plan.forMs how long it is counted; the result is for an hour of this
 */
export async function measureUpstreamCalls({ app, sandbox, how, settleMs, forMs }) {
  const create = createActionOf(app);
  const ids = [];
  while (ids.length < links) ids.push((await create(newPatient([]))).progress.id);

  const endAt = Date.now() + settleMs + forMs;
  const watching = Array.from({ length: desks }, (_, desk) => {
    const first = desk * openAtDesk;
    const open = Array.from({ length: openAtDesk }, (_, nth) => ids[(first + nth) % links]);
    return [watchList(app, endAt), ...open.map((id) => watchLink(app, id, endAt))];
  });
  const forget = sleep(settleMs).then(() => sandbox.control("DELETE", "calls"));
  await Promise.all([forget, ...watching.flat()]);
  const { counts } = JSON.parse(await sandbox.control("GET", "calls"));
  const calls = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    {
      what: `calls to the API, ${desks} desks and ${links} links, ${how}`,
      unit: "an hour",
      ours: (calls / forMs) * hourMs,
    },
  ];
}

/** As `lib/sessions/queries.ts` does it: each desk keeps a pace of its own, until it is told at once. */
async function watchLink({ url, headers }, id, endAt) {
  const usualMs = 3_000 * (0.8 + 0.4 * Math.random());
  let next = { inMs: usualMs, query: "" };
  while (await pause(next.inMs, endAt)) {
    const started = performance.now();
    const answer = await fetch(`${url}/api/sessions/${id}${next.query}`, { headers });
    const { checkedAt } = await answer.json();
    const query = `?${new URLSearchParams({ seen: checkedAt })}`;
    const restMs = query === next.query ? 2_400 - (performance.now() - started) : 0;
    const isLive = answer.headers.get("Desk-Live") === "on";
    next = isLive ? { inMs: Math.max(100, restMs), query } : { inMs: usualMs, query: "" };
  }
}

/** As `lib/sessions/worklist-queries.ts` does it. */
async function watchList({ url, headers }, endAt) {
  const since = new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
  const filter = { show: "today", mine: false, search: "", since };
  const post = async (path, body) => {
    const init = { method: "POST", headers: { ...headers, "Content-Type": "application/json" } };
    return JSON.parse(await ask(`${url}${path}`, { ...init, body: JSON.stringify(body) }));
  };
  const { rows, older } = await post("/api/sessions", { ...filter, before: null });
  const shown = rows.map(({ id }) => id);
  await pause(Math.random() * listEveryMs, endAt);
  while (await pause(listEveryMs, endAt)) {
    await post("/api/sessions/changes", { ...filter, shown, until: older });
  }
}

/** @returns {Promise<boolean>} false: the end came first */
async function pause(ms, endAt) {
  const leftMs = endAt - Date.now();
  await sleep(Math.max(0, Math.min(ms, leftMs)));
  return ms < leftMs;
}
