/** The names of this very machine, as a URL writes them. */
export const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/** Whether an address leads to this very machine, so that nobody can listen on the way. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.includes(url.hostname);
}
