import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it, vi } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
let running: ChildProcess | undefined;
// Each test starts a process of its own, which a busy machine may take its time for.
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => running?.kill("SIGKILL"));

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: { ...process.env, ...environment },
  });
  running = child;
  const printed = { stdout: "", stderr: "" };
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      printed.stdout += chunk.toString();
      resolve(printed.stdout);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      printed.stderr += chunk.toString();
    });
    child.once("exit", () => reject(new Error(printed.stderr)));
  });
  ready.catch(() => {});
  return { child, printed, ended, ready };
}

it("says where it is, puts links at the public origin and ends cleanly when told to", async () => {
  const { child, printed, ended, ready } = start({
    SANDBOX_PORT: "0",
    SANDBOX_HOST: "0.0.0.0",
    SANDBOX_PUBLIC_ORIGIN: "http://192.168.7.7:4010",
    SANDBOX_KEYS: "mb_sk_sbx_a, mb_sk_sbx_b",
  });
  const line = await ready;
  expect(line).toMatch(/^Sandbox ready at http:\/\/127\.0\.0\.1:\d+\n$/);
  const origin = line.trim().slice("Sandbox ready at ".length);
  const reply = await fetch(`${origin}/sessions`, {
    method: "POST",
    headers: { Authorization: "Bearer mb_sk_sbx_b", "Content-Type": "application/json" },
    body: JSON.stringify({ patient_id: "1", return_url: "https://clinic.example.com/done" }),
  });
  const url = expect.stringMatching(/^http:\/\/192\.168\.7\.7:4010\/c\/[0-9a-f]{32}$/);
  expect(await reply.json()).toMatchObject({ url });
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(printed).toEqual({ stdout: line, stderr: "" });
});

it("says in one sentence that the port is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? String(address.port) : "";
  const { printed, ended } = start({ SANDBOX_PORT: port });
  expect(await ended).toBe(1);
  other.close();
  expect(printed.stderr).toBe(
    `Port ${port} is taken by another program. Set SANDBOX_PORT to a free one.\n`,
  );
});

it("names the setting that it cannot use", async () => {
  const { printed, ended } = start({ SANDBOX_PORT: "http", SANDBOX_FAMILIES: "visits" });
  expect(await ended).toBe(1);
  expect(printed.stderr).toContain("SANDBOX_PORT");
  expect(printed.stderr).toContain("SANDBOX_FAMILIES");
});
