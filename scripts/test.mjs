import "./node-version.mjs";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { getBrowser } from "./browser.mjs";
import { buildApp } from "./build.mjs";
import { requireUsableFolder } from "./folder.mjs";
import { installPackages } from "./install.mjs";
import { findNginx, findProgram } from "./nginx.mjs";
import { findPostgres } from "./postgres.mjs";
import { asCommand, root, runAnyway, secondsSince, step, stopSignal, Trouble } from "./steps.mjs";
import { countLine, countTests } from "./test-counts.mjs";

const started = performance.now();
const results = join(root, "e2e", ".results");
/** Names of the steps that failed, in order. */
const failed = [];
/** What was skipped and why, in sentences. */
const skipped = [];
const mayNotSkip = Boolean(process.env.NO_SKIP);

/** What some tests run beside the desk. They are skipped where it is missing. */
const besideTheDesk = [
  {
    name: "Postgres",
    program: () => process.env.TEST_DATABASE_URL ?? findPostgres(),
    tests: "everything on Postgres",
    remedy: "set TEST_DATABASE_URL, or install Debian's postgresql",
  },
  {
    name: "nginx",
    program: findNginx,
    tests: "the desk behind the proxy of docs/operate.md",
    remedy: "install nginx and openssl",
  },
  {
    name: "Ghostscript",
    program: () => findProgram("gs"),
    tests: "the code on printed paper",
    remedy: "install ghostscript",
  },
];

await asCommand(async () => {
  requireUsableFolder();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  if (await check("Packages", installPackages)) await checkEverything();

  const reports = { unit: readReport("unit.json"), browser: readReport("browser.json") };
  const counts = countTests(
    reports,
    failed.filter((name) => !hasFailedTests(name, reports)).length,
  );
  console.log(
    `\n${failed.length ? `FAILED: ${failed.join(", ")}` : "All is well"} (${secondsSince(started)} in all)`,
  );
  for (const sentence of skipped) console.log(sentence);
  if (mayNotSkip && counts.skipped > 0) {
    console.log(`FAILED: ${counts.skipped} tests were skipped, and NO_SKIP is set.`);
    process.exitCode = 1;
  }
  console.log(countLine(counts));
  if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
});

/** One failure hides no other: everything runs that can. */
async function checkEverything() {
  const browser = await check("Browser", async (say) => {
    process.env.CHROME_PATH = await getBrowser(say);
    return process.env.CHROME_PATH;
  });
  for (const one of besideTheDesk) await check(one.name, () => find(one));
  await check("Lint", quietly("check"));
  await check("Types", quietly("types"));
  await check("Lock file", quietly("lock", "--check"));
  // Side by side: the unit tests wait much of their time, and the build does not.
  const [built] = await Promise.all([check("Build", buildApp), check("Unit tests", unitTests)]);
  if (browser && built) await check("Browser tests", aloud("test:browser"));
  else console.log("Browser tests were not run: they need a browser and a build.");
}

function unitTests(say) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major === 20 && minor < 19) {
    throw new Trouble("Vitest needs Node 20.19 or newer. The app itself runs on this one.");
  }
  const report = `--outputFile.json=${join(results, "unit.json")}`;
  return aloud("test:unit", "--reporter=default", "--reporter=json", report)(say);
}

/** @returns {Promise<boolean>} whether it went well */
async function check(name, work) {
  try {
    await step(name, work);
    return true;
  } catch (error) {
    if (stopSignal.aborted || !(error instanceof Trouble)) throw error;
    console.error(`\n${error.message}\n`);
    console.log(`${name.padEnd(14)}FAILED`);
    failed.push(name);
    return false;
  }
}

/** A script of package.json whose output matters only when it fails. */
function quietly(script, ...args) {
  return async () => {
    const { code, output } = await npmRun(script, args, "pipe");
    if (code !== 0) throw new Trouble(output.trim());
    return "ok";
  };
}

/** A script of package.json whose output is shown as it comes. */
function aloud(script, ...args) {
  return async (say) => {
    say("running …");
    const { code } = await npmRun(script, args, "inherit");
    if (code !== 0) throw new Trouble(`npm run ${script} failed; see above.`);
    return "ok";
  };
}

function npmRun(script, args, stdio) {
  return runAnyway("npm", ["run", "--silent", script, "--", ...args], { stdio });
}

/** @returns {string} whether this computer has it @throws {Trouble} when it has to and has not */
function find({ name, program, tests, remedy }) {
  if (program()) return "found";
  if (mayNotSkip) throw new Trouble(`${name} was not found, and NO_SKIP is set: ${remedy}.`);
  skipped.push(`SKIPPED: ${tests}, because ${name} was not found (${remedy}).`);
  return "not here: its tests will be skipped";
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(results, name), "utf8"));
  } catch {
    return null; // its runner did not get that far
  }
}

/** Whether the failure of this step is already counted, test by test. */
function hasFailedTests(name, { unit, browser }) {
  if (name === "Unit tests") return unit !== null && unit.numFailedTests > 0;
  if (name === "Browser tests") return browser !== null && browser.stats.unexpected > 0;
  return false;
}
