import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

/** The project's folder, whatever folder the command was called from. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const stopper = new AbortController();

/** Aborts on Ctrl+C, a closed terminal or a process manager's wish; a second Ctrl+C ends us at once. */
export const stopSignal = stopper.signal;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => stopper.abort());

// Who ends `npm start` ends npm and the shell in between, and that shell tells us nothing.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stopper.abort(), 500).unref();
}

/** Something the person at the keyboard can act on: printed as it is, without a stack. */
export class Trouble extends Error {}

/** @param {number} started a `performance.now()` */
export function secondsSince(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Does one thing and prints what came of it with the time it took.
 *
 * @param {string} name
 * @param {(say: (text: string) => void) => string | Promise<string>} work
 *   answers in a word or two; `say` announces that it will take a while
 */
export async function step(name, work) {
  const started = performance.now();
  const print = (text) => console.log(`${name.padEnd(14)}${text}`);
  const outcome = await work(print);
  print(`${outcome} (${secondsSince(started)})`);
}

/** Starts a program in the project's folder; it ends at the latest when this command does. */
export function startChild(program, args, { env = process.env, stdio }) {
  stopSignal.throwIfAborted();
  // npm is a command file on Windows, which only a shell can start.
  const shell = process.platform === "win32" && program === "npm";
  const child = spawn(program, args, { cwd: root, env, shell, stdio });
  const end = () => child.kill("SIGTERM");
  stopSignal.addEventListener("abort", end);
  child.once("exit", () => stopSignal.removeEventListener("abort", end));
  return child;
}

/**
 * Runs a program to its end, quietly.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, failure: string }} options
 * @throws {Trouble} when it fails: `failure`, and then what the program printed
 */
export async function run(program, args, { env, failure }) {
  const { code, output } = await runAnyway(program, args, { env, stdio: "pipe" });
  if (code !== 0) throw new Trouble(`${failure}\n\n${output.trim()}`);
}

/**
 * Runs a program to its end, whatever that is.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdio?: "pipe" | "inherit" }} [options]
 * @returns {Promise<{ code: number, output: string }>} output is empty when it was inherited
 */
export function runAnyway(program, args, { env, stdio = "inherit" } = {}) {
  return new Promise((resolve) => {
    const child = startChild(program, args, { env, stdio: ["ignore", stdio, stdio] });
    let output = "";
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command of ours, turning trouble into a sentence and a failed exit. */
export async function asCommand(command) {
  try {
    await command();
  } catch (error) {
    if (stopSignal.aborted) {
      process.exitCode ??= 130; // ended on request, in the middle of something
      return;
    }
    if (!(error instanceof Trouble)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
