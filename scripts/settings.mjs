import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readEnvFile } from "./env-file.mjs";
import { root } from "./steps.mjs";

/**
 * The environment together with the .env files: what is not set there, and of several files what
 * the first says.
 *
 * @param {boolean} [dev] the files of development instead of production's
 * @returns {Record<string, string | undefined>}
 * @throws {import("./steps.mjs").Trouble} when it is not clear what one of them means
 */
export function readSettings(dev = false, folder = root) {
  const mode = dev ? "development" : "production";
  const files = [`.env.${mode}.local`, ".env.local", `.env.${mode}`, ".env"]
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => readEnvFile(readFileSync(join(folder, name)), name));
  return Object.assign({}, ...files.reverse(), process.env);
}

/**
 * The environment of a program of Next's with these settings. Next would read the .env files again
 * and put other values wherever it finds a dollar sign, even over what is set already.
 *
 * @param {Record<string, string | undefined>} settings
 */
export function environmentOf(settings) {
  return { ...settings, __NEXT_PROCESSED_ENV: "true" };
}

/**
 * The folder of the database: without a key it is the sandbox's desk, so that what was tried out
 * never mixes with what is real.
 *
 * @param {Record<string, string | undefined>} settings
 */
export function dataDirOf({ DATA_DIR, MEDBLOCKS_API_KEY }) {
  const folder = resolve(root, DATA_DIR || "data");
  return MEDBLOCKS_API_KEY ? folder : join(folder, "demo");
}
