import "./node-version.mjs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { measureColdStart } from "./bench/cold-start.mjs";
import { measureCreate } from "./bench/create.mjs";
import { measureLiveUpdates } from "./bench/live.mjs";
import { measurePageWeight } from "./bench/page-weight.mjs";
import { measureQr } from "./bench/qr.mjs";
import { measureSearch } from "./bench/search.mjs";
import { startApp, startSandbox, stopServers } from "./bench/servers.mjs";
import { measureSignInCheck } from "./bench/sign-in.mjs";
import { measureStatus } from "./bench/status.mjs";
import { table } from "./bench/table.mjs";
import { measureWorklist } from "./bench/worklist.mjs";
import { buildApp } from "./build.mjs";
import { installPackages } from "./install.mjs";
import { asCommand, step, Trouble } from "./steps.mjs";

const usage = `npm run bench                one table of measurements, in three or four minutes
npm run bench -- --quick     the same from half as many rounds
npm run bench -- --million   also the list of a million stored links, which take minutes to make
npm run bench -- --live      only what live updates bring, in real browsers and six minutes`;

await asCommand(async () => {
  try {
    await bench(readOptions(process.argv.slice(2)));
  } finally {
    await stopServers();
  }
});

/** The numbers never make it fail: they say what this machine did today. */
async function bench({ rounds, storedLinks, onlyLive }) {
  await step("Packages", installPackages);
  await step("Build", buildApp);

  const rows = [];
  const measure = (name, work) =>
    step(name, async () => {
      rows.push(...(await work()));
      return "measured";
    });

  const sandbox = await startSandbox();
  if (!onlyLive) await measure("Cold start", () => measureColdStart({ sandbox }));
  const app = await startApp(sandbox);
  const memory = [memoryRow("after the first page", app)];
  const desk = { app: { ...app, headers: await app.signIn() }, sandbox, rounds };
  if (onlyLive) {
    await measure("Live updates", () => measureLiveUpdates(desk));
    console.log(`\n${table(rows)}\n\n${machine()}\n`);
    return;
  }
  await measure("Create", () => measureCreate(desk));
  memory.push(memoryRow("after the creates", app));
  await measure("QR code", () => measureQr(desk));
  await measure("Search", () => measureSearch(desk));
  await measure("Status", () => measureStatus(desk));
  await measure("Sign-in check", () => measureSignInCheck(desk));
  await measure("Page weight", () => measurePageWeight(desk));
  await measure("Links", () => measureWorklist({ rounds, totals: storedLinks }));

  console.log(`\n${table([...rows, ...memory])}\n\n${circumstances(rounds)}\n`);
}

function memoryRow(when, app) {
  return { what: `memory ${when}`, unit: "MiB", ours: app.memory() };
}

function circumstances(rounds) {
  return `Medians of ${rounds} rounds, ours and direct by turns; the API’s reads take 1 ms while links are made.
Of the stored links, “direct” is the same question to a list of 1,000.
${machine()}`;
}

function machine() {
  const processors = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown processor"}`;
  return `Node ${process.versions.node}, ${processors}, load ${loadavg()[0].toFixed(1)}.`;
}

function readOptions(args) {
  const unknown = args.find((arg) => !["--quick", "--million", "--live"].includes(arg));
  if (unknown) throw new Trouble(`${unknown} is not known here.\n\n${usage}`);
  return {
    rounds: args.includes("--quick") ? 3 : 6,
    onlyLive: args.includes("--live"),
    storedLinks: args.includes("--million") ? [100_000, 1_000_000] : [100_000],
  };
}
