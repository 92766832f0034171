import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to.
  interface ProvidedContext {
    /** Where the tests' Postgres is; an empty text when there is none. */
    postgresUrl: string;
  }
}

/** Starts one Postgres for all unit tests of a run. @returns the way to end it */
export default async function startPostgres({
  provide,
}: TestProject): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL("../../scripts/postgres.mjs", import.meta.url));
  // In a group of its own: Ctrl+C must not reach it before its standard input ends.
  const server = spawn(process.execPath, [script], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  const exit = once(server, "exit");
  provide("postgresUrl", "");
  for await (const url of createInterface(server.stdout)) {
    provide("postgresUrl", url);
    return async () => {
      server.stdin.end();
      await exit;
    };
  }
  const [code] = await exit;
  if (code !== 0) throw new Error("Postgres did not start; see above.");
  return async () => {};
}
