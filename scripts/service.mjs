import { startChild, Trouble } from "./steps.mjs";

/** Longer than the app takes to end behind a create. */
const stopPatienceMs = 20_000;
const askEveryMs = 100;

/**
 * Starts a server of ours. What it prints is held back until `release`, so that the steps stay
 * readable; what it complains about (standard error) is shown at once.
 *
 * @param {string} name what to call it in a sentence
 * @param {string[]} args of Node
 * @param {Record<string, string | undefined>} env
 */
export function startService(name, args, env) {
  const child = startChild(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  const hold = (chunk) => {
    printed += chunk;
  };
  child.stdout.on("data", hold);
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });

  return {
    name,
    pid: child.pid,
    /** How it ended, once it has. */
    ended,

    /** Resolves when `isReady` says so. @throws {Trouble} when it ends or takes too long */
    async ready(isReady, patienceMs) {
      const giveUpAt = Date.now() + patienceMs;
      for (;;) {
        if (await isReady(printed)) return;
        const end = await Promise.race([ended, new Promise((r) => setTimeout(r, askEveryMs))]);
        if (end) throw new Trouble(`${name} stopped before it was ready (${end}).\n\n${printed}`);
        if (Date.now() > giveUpAt) {
          throw new Trouble(`${name} gave no answer in ${patienceMs / 1000} s.\n\n${printed}`);
        }
      }
    },

    /** What it has printed so far; only until `release`. */
    printed: () => printed,

    /** From here on its output is ours. @param {(printed: string) => string} [pick] of the held */
    release(pick = (text) => text) {
      child.stdout.off("data", hold);
      process.stdout.write(pick(printed));
      child.stdout.pipe(process.stdout);
    },

    /** Asks it to end, insists after a while, and resolves when it is gone. */
    async stop() {
      const insist = setTimeout(() => child.kill("SIGKILL"), stopPatienceMs);
      child.kill("SIGTERM");
      await ended;
      clearTimeout(insist);
    },
  };
}

/** Whether a server answers there at all; a fault of its own is no answer. */
export async function answers(url) {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}
