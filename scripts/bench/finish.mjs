import { setTimeout as sleep } from "node:timers/promises";
import { openBrowser } from "./browser-pages.mjs";
import { createActionOf, newPatient } from "./desk.mjs";
import { percentile } from "./statistics.mjs";

/** What the desk reads when a patient finishes without connecting anything. */
const words = "Finished, nothing connected";
const desksAtOnce = 4;
/** As long as an answer may be held back for news, which is longer than a poll takes to come. */
const longestPauseMs = 8_000;

/**
 * From the patient's press of “Done” to the words on the desk's screen, both in real pages. The
 * phone is cut off from the desk, so that its return there tells nothing.
 *
 * @param {object} plan
 * @param {{ url: string, headers: { Cookie: string } }} plan.app
 * @param {string} plan.how how the desk hears of it, in a word or two
 * @param {number} plan.runs at each of four desks
 * @param {number} plan.atMost the aim of the 95th percentile, in milliseconds
 */
export async function measureFinish({ app, how, runs, atMost }) {
  const browser = await openBrowser();
  try {
    const desks = Array.from({ length: desksAtOnce }, () => timesAtOneDesk(browser, app, runs));
    const times = (await Promise.all(desks)).flat();
    const row = (share) => ({
      what: `from “Done” to the words at the desk, ${how}, p${share}`,
      unit: "ms",
      ours: percentile(times, share),
    });
    return [row(50), { ...row(95), atMost }];
  } finally {
    await browser.close();
  }
}

async function timesAtOneDesk(browser, app, runs) {
  const create = createActionOf(app);
  const desk = await browser.open(app);
  const phone = await browser.open();
  await phone.route(`${app.url}/**`, (route) => route.abort());
  let pressed = 0;
  // What the page says here arrives although the press leads it away.
  await phone.exposeFunction("noteThePress", (at) => {
    pressed = at;
  });

  const times = [];
  while (times.length < runs) {
    const { progress, link } = await create(newPatient([]));
    const followed = desk.waitForResponse(`${app.url}/api/sessions/${progress.id}`);
    await desk.goto(`${app.url}/sessions/${progress.id}`);
    await phone.goto(link.url);
    await phone.evaluate(() => {
      addEventListener("click", () => window.noteThePress(Date.now()), { capture: true });
    });
    const seen = desk.evaluate(whenItSays, words);
    // No patient is done before the desk's first poll, and then it is anywhere between two.
    await followed;
    await sleep(Math.random() * longestPauseMs);
    await phone.getByRole("button", { name: /^Done/ }).click({ noWaitAfter: true });
    times.push((await seen) - pressed);
  }
  return times;
}

/** Runs in the desk's page, which has the same clock as the phone's. */
function whenItSays(text) {
  return new Promise((resolve) => {
    const page = document.querySelector("main");
    const look = () => page.textContent.includes(text) && resolve(Date.now());
    new MutationObserver(look).observe(page, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    look();
  });
}
