import { once } from "node:events";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { Trouble } from "./steps.mjs";

const loopback = ["127.0.0.1", "localhost", "::1"];
const everywhere = ["0.0.0.0", "::"];
/** Made by virtual machines, containers and tunnels: no phone at the desk is behind these. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|tailscale|wg|zt)/;

/**
 * Where the app listens and under which name browsers reach it. Loopback unless asked otherwise.
 *
 * @param {{ lan: boolean, host?: string }} wish
 * @param {ReturnType<typeof networkInterfaces>} [interfaces]
 * @returns {{ bind: string, name: string, open: boolean }} `open`: others can reach it
 * @throws {Trouble} when this computer is in no network
 */
export function chooseHost({ lan, host }, interfaces = networkInterfaces()) {
  const inNetwork = networkAddress(interfaces);
  if (everywhere.includes(host)) return { bind: host, name: inNetwork ?? "127.0.0.1", open: true };
  if (host && !loopback.includes(host)) return { bind: host, name: host, open: true };
  if (!lan) return { bind: host || "127.0.0.1", name: host || "127.0.0.1", open: false };

  if (inNetwork === undefined) {
    throw new Trouble(
      "This computer is in no network. Connect it to the phone's network, or leave out --lan.",
    );
  }
  // Only this one address: the other networks of this computer are nobody's business.
  return { bind: inNetwork, name: inNetwork, open: true };
}

/** @returns {string | undefined} this computer's IPv4 address, real networks first */
function networkAddress(interfaces) {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => ({ address, rank: virtual.test(name) ? 1 : 0 })),
  );
  return found.sort((a, b) => a.rank - b.rank)[0]?.address;
}

/** An http origin; IPv6 addresses in brackets. */
export function origin(host, port) {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** @throws {Trouble} when it is no port */
export function parsePort(name, text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Trouble(`${name} must be a whole number from 1 to 65535.`);
}

/** @throws {Trouble} when the app cannot listen there, with what to do */
export async function requirePort(host, port) {
  const problem = await tryPort(host, port);
  if (!problem) return;
  const other = port === 65_535 ? port - 1 : port + 1;
  const reasons = {
    EADDRINUSE: `Port ${port} is taken: another program, or another start of this one, uses it.
Stop that program, or use another port:  PORT=${other} npm start`,
    EACCES: `Port ${port} needs more rights than this user has.
Use a port from 1024 on:  PORT=3000 npm start`,
    EADDRNOTAVAIL: `${host} is no address of this computer. Check HOST.`,
  };
  throw new Trouble(
    reasons[problem] ?? `Nothing can listen on ${host}, port ${port} (${problem}).`,
  );
}

/** The first free port from this one on. */
export async function nextFreePort(host, port) {
  for (let candidate = port; candidate < port + 100 && candidate <= 65_535; candidate += 1) {
    if (!(await tryPort(host, candidate))) return candidate;
  }
  throw new Trouble(`No port from ${port} on is free for the sandbox. Choose one: SANDBOX_PORT.`);
}

/** @returns {Promise<string | null>} the system's error code, null when the port is free */
async function tryPort(host, port) {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return null;
  } catch (error) {
    return error.code ?? error.message;
  }
}
