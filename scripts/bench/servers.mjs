import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nextFreePort, origin } from "../address.mjs";
import { next } from "../build.mjs";
import { startService } from "../service.mjs";
import { Trouble } from "../steps.mjs";
import { ask } from "./ask.mjs";
import { signIn } from "./sign-in.mjs";

const host = "127.0.0.1";
const firstPort = 4100;
const patienceMs = 60_000;
const askAgainMs = 5;

/** Accepted by the sandbox and by nobody else. */
const sandboxKey = "mb_sk_sbx_connect_desk_demo";

/** For calls to the sandbox as the app makes them. */
export const apiHeaders = {
  Authorization: `Bearer ${sandboxKey}`,
  "Content-Type": "application/json",
  Version: "2026-04-25",
};

/** What ends each server that runs. */
const stops = new Set();

/** Starts the stand-in for the API, with a catalog of the size that the real one may have. */
export async function startSandbox() {
  const sandbox = startService("The sandbox", ["--import", "tsx", "sandbox/main.ts"], {
    ...withoutOurs(),
    SANDBOX_PORT: "0",
    SANDBOX_CATALOG_SIZE: "40000",
  });
  stops.add(sandbox.stop);
  let url = "";
  await sandbox.ready((printed) => {
    url = /^Sandbox ready at (\S+)/m.exec(printed)?.[1] ?? "";
    return url !== "";
  }, patienceMs);

  return {
    url,
    /** Steers it. @param {string} method @param {string} path @param {object} [body] */
    control: (method, path, body = {}) =>
      ask(`${url}/__sandbox/${path}`, {
        method,
        headers: apiHeaders,
        ...(method !== "GET" && { body: JSON.stringify(body) }),
      }),
  };
}

/** Starts the production build on an empty data folder; resolves when its first page is answered. */
export async function startApp(sandbox) {
  const port = await nextFreePort(host, firstPort);
  const url = origin(host, port);
  const dataDir = mkdtempSync(join(tmpdir(), "desk-bench-"));
  const app = startService("The app", [next, "start", "-H", host, "-p", String(port)], {
    ...withoutOurs(),
    NODE_ENV: "production",
    HOST: host,
    PORT: String(port),
    APP_URL: url,
    DATA_DIR: dataDir,
    MEDBLOCKS_API_URL: sandbox.url,
    MEDBLOCKS_API_KEY: sandboxKey,
    DEMO_SIGN_IN: "on",
  });
  const stop = async () => {
    stops.delete(stop);
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  stops.add(stop);
  await untilPage(app, `${url}/sign-in`);
  return {
    ...{ url, stop, memory: () => residentMiB(app.pid) },
    /** The headers of a clerk who is signed in; the address for that works once. */
    signIn: () => signIn(url, app.printed()),
  };
}

/** Ends everything that was started here. */
export async function stopServers() {
  await Promise.all([...stops].map((stop) => stop()));
}

/** Asks more often than a person would notice, because the time until then is measured. */
async function untilPage(app, url) {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isAnswered(url))) {
    const end = await Promise.race([app.ended, new Promise((r) => setTimeout(r, askAgainMs))]);
    if (end) throw new Trouble(`The app stopped before it was ready (${end}).`);
    if (Date.now() > giveUpAt) throw new Trouble("The app did not answer its first page.");
  }
}

async function isAnswered(url) {
  try {
    await ask(url);
    return true;
  } catch {
    return false; // not listening yet
  }
}

/** What a process holds in memory; null where the system does not tell it in a file. */
function residentMiB(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}

/** This process's environment with our variables emptied, so that no .env file sets them either. */
function withoutOurs() {
  const names = [
    ...["MEDBLOCKS_GENERATION", "MEDBLOCKS_LINK_ORIGINS", "DATABASE_URL", "DESK_SECRET"],
    ...["RETENTION_DAYS", "CLINIC_NAME", "CLINIC_TIME_ZONE", "CLINIC_RETURN_URL"],
    "CLINIC_BUTTON_LABEL",
    ...["OIDC_ISSUER", "PASSWORD_SIGN_IN", "CLIENT_IP_HEADER", "NEW_PASSWORD_FOR"],
    ...["SMTP_URL", "MAIL_FROM"],
    ...["CLINIC_LINK_LIFETIME_SECONDS", "CLINIC_HOSPITALS", "SANDBOX_HOST"],
    ...["SANDBOX_PUBLIC_ORIGIN", "SANDBOX_KEYS", "SANDBOX_LATENCY_MS", "SANDBOX_FAMILIES"],
  ];
  const emptied = Object.fromEntries(names.map((name) => [name, ""]));
  return { ...process.env, ...emptied, NEXT_TELEMETRY_DISABLED: "1" };
}
