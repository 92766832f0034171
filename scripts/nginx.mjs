/**
 * The nginx that a test runs. As a program it prints where it is, or nothing.
 *
 *     node scripts/nginx.mjs
 */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where Debian and others put servers, whether or not a user's PATH has it. */
const usual = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

/** @returns {string | null} the program of this name, if this computer has one */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...usual];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** @returns {string | null} nginx, where there is also what makes a certificate for it */
export function findNginx() {
  return findProgram("openssl") && findProgram("nginx");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(findNginx() ?? "");
}
