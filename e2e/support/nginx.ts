import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/nginx.mjs", import.meta.url));
const documents = new URL("../../docs/operate.md", import.meta.url);

/** @returns the program; null where there is none */
export function findNginx(): string | null {
  const stdio = ["ignore", "pipe", "inherit"] as const;
  return (
    execFileSync(process.execPath, [script], { stdio: [...stdio] })
      .toString()
      .trim() || null
  );
}

/** A folder with a certificate for `localhost` that nobody else trusts. */
export function makeCertificate(folder: string) {
  mkdirSync(folder, { recursive: true });
  const certificate = join(folder, "desk.pem");
  const key = join(folder, "desk.key");
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];
  execFileSync(
    "openssl",
    ["req", "-x509", ...curve, ...names, "-days", "2", "-keyout", key, "-out", certificate],
    { stdio: "pipe" },
  );
  return { folder, certificate, key };
}

/** The proxy that docs/operate.md shows; of its text only names, ports and places are ours. */
function documentedProxy(places: Record<string, string>): string {
  const [, text = ""] = /```nginx\n([\s\S]*?)```/.exec(readFileSync(documents, "utf8")) ?? [];
  return Object.entries(places).reduce((config, [documented, ours]) => {
    if (!config.includes(documented)) throw new Error(`docs/operate.md has no “${documented}”.`);
    return config.replaceAll(documented, ours);
  }, text);
}

/** Starts nginx with it, in front of an app on this computer. */
export async function startDocumentedProxy(
  nginx: string,
  { folder, certificate, key }: ReturnType<typeof makeCertificate>,
  { port, appPort }: { port: number; appPort: number },
) {
  const config = join(folder, "nginx.conf");
  const text = documentedProxy({
    "listen 443 ssl": `listen 127.0.0.1:${port} ssl`,
    "desk.clinic.example;": "localhost;",
    "/etc/ssl/desk.pem": certificate,
    "/etc/ssl/desk.key": key,
    "/var/log/nginx": folder,
    "127.0.0.1:3000": `127.0.0.1:${appPort}`,
  });
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join("\n");
  writeFileSync(
    config,
    `daemon off; master_process off; pid ${join(folder, "pid")};\nevents {}\nhttp {\n${kept}\n${text}}\n`,
  );
  const child = spawn(nginx, ["-e", "stderr", "-c", config], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`nginx did not start:\n${said}`);
    await sleep(50);
  }
  return {
    /** What it wrote about each request. */
    log: () => readFileSync(join(folder, "desk.log"), "utf8"),
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
