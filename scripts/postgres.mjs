/**
 * The Postgres that tests use: the one at `TEST_DATABASE_URL`, whose user may create databases,
 * or a throw-away one on a free loopback port, from the programs of Debian's `postgresql`.
 * As a program it prints the address and waits until its standard input ends, so that the
 * server goes away with whoever started this, however that one ended. Where there is no
 * Postgres it ends and has printed nothing.
 *
 *     node scripts/postgres.mjs
 */
import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @returns {string | null} the newest installed version's folder of programs */
export function findPostgres(root = "/usr/lib/postgresql") {
  if (!existsSync(root)) return null;
  const [newest] = readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"))
    .filter((bin) => existsSync(join(bin, "pg_ctl")));
  return newest ?? null;
}

/** @returns {Promise<{ url: string, stop: () => Promise<void> } | null>} null when none is installed */
export async function startPostgres() {
  const bin = findPostgres();
  if (bin === null) return null;

  const folder = mkdtempSync(join(tmpdir(), "desk-postgres-"));
  const owner = ordinaryUser();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const program = (name, ...args) => run(join(bin, name), args, { cwd: folder, ...owner });

  await program("initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync");
  const port = await freePort();
  // Nothing here outlives the tests, so nothing waits for the disk.
  const options = `-h 127.0.0.1 -p ${port} -k '' -c fsync=off`;
  await program("pg_ctl", "-D", data, "-l", join(folder, "log"), "-o", options, "-w", "start");
  return {
    url: `postgres://desk@127.0.0.1:${port}/postgres`,
    async stop() {
      await program("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root. */
function ordinaryUser() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    try {
      return { uid: idOf(name, "-u"), gid: idOf(name, "-g") };
    } catch {
      // Not on this machine; the next one.
    }
  }
  throw new Error("Postgres needs a user other than root: neither postgres nor nobody exists.");
}

function idOf(name, kind) {
  return Number(execFileSync("id", [kind, name], { stdio: ["ignore", "pipe", "ignore"] }));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function main() {
  const given = process.env.TEST_DATABASE_URL;
  const postgres = given ? { url: given, stop: async () => {} } : await startPostgres();
  if (postgres === null) return;
  console.log(postgres.url);
  const ends = [
    once(process.stdin.resume(), "end"),
    once(process, "SIGINT"),
    once(process, "SIGTERM"),
  ];
  await Promise.race(ends);
  await postgres.stop();
  process.exit();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
