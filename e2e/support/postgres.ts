import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/postgres.mjs", import.meta.url));

/**
 * Starts a Postgres server of its own.
 *
 * @returns its address, or null where there is none
 */
export async function startPostgres(): Promise<{ url: string | null; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(server, "exit");
  const stop = async () => {
    server.stdin.end();
    await gone;
  };
  for await (const url of createInterface(server.stdout)) return { url, stop };
  const [code] = await gone;
  if (code !== 0) throw new Error("Postgres did not start; see above.");
  return { url: null, stop };
}
