import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { root } from "./steps.mjs";

/**
 * The environment together with the .env files, as the app reads them for itself.
 *
 * @param {boolean} [dev] the files of development instead of production's
 * @returns {Record<string, string | undefined>}
 */
export function readSettings(dev = false) {
  const fromNext = createRequire(createRequire(import.meta.url).resolve("next/package.json"));
  const { loadEnvConfig, resetEnv } = fromNext("@next/env");
  const { combinedEnv } = loadEnvConfig(root, dev, { info: () => {}, error: console.error });
  const settings = { ...combinedEnv };
  resetEnv();
  return settings;
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
