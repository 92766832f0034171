import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const patienceMs = 60_000;

/** Accepted by the sandbox and by nobody else. */
export const sandboxKey = "mb_sk_sbx_connect_desk_demo";

export type Environment = Record<string, string>;

/** A server of ours on a free loopback port. */
export type Running = {
  /** Its origin. */
  url: string;
  /** Everything that it has printed so far, on both streams. */
  log: () => string;
  stop: () => Promise<void>;
};

/** A running app with a data folder of its own, which `stop` removes. */
export type RunningApp = Running & {
  dataDir: string;
  /** The one-time address that it printed for a demo clerk, who may do everything. */
  demoAddress: () => string;
  /** The one-time address that it printed for a first administrator. */
  setUpAddress: () => string;
  /** Ends it at once, as a power cut does. */
  crash: () => Promise<void>;
  /** Asks it to end, as a process manager does. Resolves when it is gone, however long it takes. */
  askToEnd: () => Promise<void>;
};

/** Starts a sandbox. @param env its own variables, on top of what it needs */
export async function startSandbox(env: Environment = {}): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ["--import", "tsx", "sandbox/main.ts"];
  const running = spawnNode(args, { ...withoutOurs(), SANDBOX_PORT: String(port), ...env });
  await running.until(async () => running.log().includes("Sandbox ready"));
  return { url, log: running.log, stop: running.stop };
}

/**
 * Starts the production build.
 *
 * @param env more variables of the app, where an empty one is not set; with the `PORT` and the
 *   `DATA_DIR` of one that crashed it takes its place
 */
export async function startApp(apiUrl: string, env: Environment = {}): Promise<RunningApp> {
  const port = env.PORT ? Number(env.PORT) : await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "desk-e2e-"));
  const args = ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)];
  const running = spawnNode(args, {
    ...withoutOurs(),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    APP_URL: url,
    DATA_DIR: dataDir,
    DESK_SECRET: randomBytes(32).toString("hex"),
    MEDBLOCKS_API_URL: apiUrl,
    MEDBLOCKS_API_KEY: sandboxKey,
    CLINIC_NAME: "Riverside Clinic",
    DEMO_SIGN_IN: "on",
    ...env,
  });
  await running.until(async () => {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  });
  const stop = async () => {
    // Told to end, it would first wait for what the browser's pages still ask.
    await running.crash();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const printed = (what: string) => () => {
    const address = new RegExp(`^${what}: (\\S+)$`, "m").exec(running.log())?.[1];
    if (address === undefined) throw new Error(`No address was printed: ${what}.`);
    return address;
  };
  return {
    ...{ url, dataDir, log: running.log, crash: running.crash, askToEnd: running.askToEnd, stop },
    demoAddress: printed("Demo"),
    setUpAddress: printed("First administrator"),
  };
}

/** What `npm start` does, on free ports. @returns what it printed, and its end */
export async function startByCommand(env: Environment): Promise<Omit<Running, "url">> {
  const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
  const running = spawnNode(["scripts/start.mjs"], { ...withoutOurs(), ...ports, ...env });
  await running.until(async () => running.log().includes("Ctrl+C stops it"));
  return { log: running.log, stop: running.stop };
}

/** This process's environment with our variables emptied, so that no .env file sets them either. */
function withoutOurs(): NodeJS.ProcessEnv {
  const names = [
    ...["MEDBLOCKS_API_KEY", "MEDBLOCKS_API_URL", "MEDBLOCKS_GENERATION", "MEDBLOCKS_LINK_ORIGINS"],
    "MEDBLOCKS_VERSION",
    ...["HOST", "PORT", "APP_URL", "DATA_DIR", "DATABASE_URL", "DESK_SECRET", "RETENTION_DAYS"],
    ...[
      "CLINIC_NAME",
      "CLINIC_TIME_ZONE",
      "CLINIC_RETURN_URL",
      "CLINIC_BUTTON_LABEL",
      "CLINIC_LINK_LIFETIME_SECONDS",
    ],
    ...["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ALLOWED_DOMAINS"],
    ...["PASSWORD_SIGN_IN", "CLIENT_IP_HEADER", "DEMO_SIGN_IN", "NEW_PASSWORD_FOR"],
    ...["SMTP_URL", "MAIL_FROM", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy"],
    ...["http_proxy", "no_proxy"],
    ...["CLINIC_HOSPITALS", "SANDBOX_PORT", "SANDBOX_HOST", "SANDBOX_PUBLIC_ORIGIN"],
  ];
  const emptied = Object.fromEntries(names.map((name) => [name, ""]));
  return { ...process.env, ...emptied, NEXT_TELEMETRY_DISABLED: "1" };
}

function spawnNode(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  return {
    log: () => printed,
    stop: () => end(child),
    crash: () => end(child, "SIGKILL"),
    async askToEnd() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
    async until(isReady: () => Promise<boolean>): Promise<void> {
      const giveUpAt = Date.now() + patienceMs;
      while (!(await isReady())) {
        if (child.exitCode !== null || Date.now() > giveUpAt) {
          await end(child);
          throw new Error(`${args.join(" ")} did not start:\n${printed}`);
        }
        await sleep(50);
      }
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const insist = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(insist);
}

/** Of this computer, for a server of a test. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
