import "./node-version.mjs";
import { join } from "node:path";
import { chooseHost, nextFreePort, origin, parsePort, requirePort } from "./address.mjs";
import { buildApp, next } from "./build.mjs";
import { requireUsableFolder } from "./folder.mjs";
import { installPackages } from "./install.mjs";
import { answers, startService } from "./service.mjs";
import { dataDirOf, environmentOf, readSettings } from "./settings.mjs";
import { asCommand, root, step, stopSignal, Trouble } from "./steps.mjs";

const usage = `npm start             installs, builds if needed, starts
npm start -- --lan    the same, and other devices in this network can open it
npm start -- --help   prints this
npm run dev           without a build; changes show at once

Settings are variables of the environment or of a file .env: see .env.example and docs/operate.md.`;

/** Accepted by the sandbox on this computer and by nobody else. */
const sandboxKey = "mb_sk_sbx_connect_desk_demo";

const running = [];

await asCommand(async () => {
  try {
    await start();
  } finally {
    await Promise.all(running.map((service) => service.stop()));
    if (stopSignal.aborted) {
      console.log("Stopped.");
      process.exitCode = 0; // that is how a server is meant to end
    }
  }
});

async function start() {
  const { dev, lan, help } = readArguments(process.argv.slice(2));
  if (help) return console.log(usage);

  requireUsableFolder();
  const settings = readSettings(dev);
  await step("Packages", installPackages);

  const port = parsePort("PORT", settings.PORT || "3000");
  const host = chooseHost({ lan, host: settings.HOST });
  await requirePort(host.bind, port);
  if (!dev) await step("Build", buildApp);

  const demo = settings.MEDBLOCKS_API_KEY ? {} : await startSandbox({ dev, host, settings });
  const url = settings.APP_URL || origin(host.name, port);
  const isDemo = demo.MEDBLOCKS_API_KEY !== undefined;
  const oneTime = await startApp({ dev, host, port, url, demo, settings });

  const isPractice = settings.MEDBLOCKS_API_KEY?.trim().startsWith("mb_sk_sbx_") ?? false;
  console.log(closingWords({ isDemo, isPractice, host, url, oneTime }));
  await firstToEnd();
}

function readArguments(args) {
  const unknown = args.find((arg) => !["--dev", "--lan", "--help", "-h"].includes(arg));
  if (unknown) throw new Trouble(`${unknown} is not known here.\n\n${usage}`);
  // Without the two dashes npm keeps it to itself.
  if (process.env.npm_config_lan) throw new Trouble(`Write it so:  npm start -- --lan`);
  const help = args.includes("--help") || args.includes("-h");
  return { dev: args.includes("--dev"), lan: args.includes("--lan"), help };
}

/** @returns the environment that makes the app use it */
async function startSandbox({ dev, host, settings }) {
  // Open or not, it listens on loopback too, where the app finds it.
  const wholeMachine = host.open ? "0.0.0.0" : "127.0.0.1";
  const port = await nextFreePort(
    wholeMachine,
    parsePort("SANDBOX_PORT", settings.SANDBOX_PORT || "4010"),
  );
  const publicOrigin = origin(host.open ? host.name : "127.0.0.1", port);

  await step("Sandbox", async () => {
    const tsx = dev ? [join(root, "node_modules/tsx/dist/cli.mjs"), "watch"] : ["--import", "tsx"];
    const sandbox = startService("The sandbox", [...tsx, "sandbox/main.ts"], {
      ...settings,
      SANDBOX_PORT: String(port),
      SANDBOX_HOST: host.open ? host.bind : "127.0.0.1",
      SANDBOX_PUBLIC_ORIGIN: publicOrigin,
    });
    running.push(sandbox);
    await sandbox.ready((printed) => printed.includes("Sandbox ready"), 30_000);
    sandbox.release(() => "");
    return `ready at ${publicOrigin}`;
  });
  return {
    MEDBLOCKS_API_KEY: sandboxKey,
    MEDBLOCKS_API_URL: origin("127.0.0.1", port),
    MEDBLOCKS_LINK_ORIGINS: publicOrigin,
    DEMO_SIGN_IN: "on",
  };
}

/** @returns the one-time addresses that the app printed: for a demo clerk, for a first administrator */
async function startApp({ dev, host, port, url, settings, demo }) {
  let printed = "";
  await step("App", async () => {
    const args = [next, dev ? "dev" : "start", "-H", host.bind, "-p", String(port)];
    const app = startService("The app", args, {
      ...environmentOf(settings),
      ...demo,
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: host.bind,
      PORT: String(port),
      APP_URL: url,
      DATA_DIR: dataDirOf(settings),
    });
    running.push(app);
    const asked = ["0.0.0.0", "::"].includes(host.bind) ? "127.0.0.1" : host.bind;
    await app.ready(() => answers(`${origin(asked, port)}/api/health`), dev ? 180_000 : 60_000);
    app.release((text) => {
      printed = text;
      // Next's own banner says nothing that is not said below; the rest is kept.
      return text.replace(/^(?!\{|The key: |Connection: ).*\n?/gm, "");
    });
    return "ready";
  });
  return {
    demo: /^Demo: (\S+)$/m.exec(printed)?.[1],
    firstAdministrator: /^First administrator: (\S+)$/m.exec(printed)?.[1],
  };
}

function closingWords({ isDemo, isPractice, host, url, oneTime }) {
  const api = isDemo
    ? `No MEDBLOCKS_API_KEY is set, so this uses the built-in sandbox: demo hospitals, nothing leaves this ${host.open ? "network" : "computer"}.`
    : `MEDBLOCKS_API_KEY is set: links are made at Medblocks${isPractice ? ", in a sandbox without real hospitals" : ", for real"}.`;
  const reach = host.open
    ? "WARNING: passwords and links cross this network readable. Only try things out this way; real patients need https (see docs/operate.md)."
    : "Only this computer can open the desk. To try a phone: npm start -- --lan";
  return `\n${api}\n${reach}\nCtrl+C stops it. ${whatToOpen(url, oneTime)}\n`;
}

function whatToOpen(url, { demo, firstAdministrator }) {
  const setUp = `creates the first administrator (valid 1 hour, once)`;
  if (demo) {
    return `Open this; it signs you in as a demo clerk:\n\n  ${demo}\n\nTo try it with staff of your own instead, this ${setUp}:\n\n  ${firstAdministrator}\n`;
  }
  if (firstAdministrator) {
    return `Nobody can sign in yet. Open this; it ${setUp}:\n\n  ${firstAdministrator}\n`;
  }
  return `Open:\n\n  ${url}\n`;
}

/** Neither is of use without the other: when one ends, all does. */
async function firstToEnd() {
  const { name, end } = await Promise.race(
    running.map(async (service) => ({ name: service.name, end: await service.ended })),
  );
  throw new Trouble(`${name} stopped by itself (${end}), so everything was stopped.`);
}
