import "server-only";
import { logComplaints } from "./complaints";
import { database } from "./db/client";
import { env, isDevelopment } from "./env";
import { log } from "./log";
import { deskServices } from "./sessions/desk-services";
import { removeOldSessions, repeatedly, settleLostAttempts } from "./sessions/housekeeping";

const minuteMs = 60_000;

/**
 * Checks what the app was started with, opens the database and starts the housekeeping. Ends the
 * process when something is missing: Next would otherwise go on and answer every page with an error.
 */
export async function boot(): Promise<void> {
  try {
    refuseOpenDoor(process.argv, env().host);
    await database();
  } catch (error) {
    const reason = error instanceof Error ? error.message : "Connect Desk cannot start.";
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
  if (!isDevelopment()) logComplaints(console, log);
  repeatedly(async () => settleLostAttempts(await deskServices()), minuteMs);
  repeatedly(
    async () => removeOldSessions(await deskServices(), env().retentionDays),
    60 * minuteMs,
  );
}

/**
 * Next listens on every address unless told otherwise. Until staff sign in, whoever reaches the
 * desk can use it, so that has to be somebody's decision.
 *
 * @throws when the server was started by hand without an address
 */
export function refuseOpenDoor(argv: readonly string[], host: string): void {
  // `next dev` hands its options on in another way; nobody serves patients with it.
  if (!argv.includes("start")) return;
  const flag = argv.findIndex((word) => word === "-H" || word === "--hostname");
  const listensOn = flag === -1 ? null : argv[flag + 1];
  if (listensOn === host) return;
  throw new Error(
    `Connect Desk has no sign-in yet, so it listens on this computer only. Start it with "npm start", or set HOST to the address that it should listen on and pass the same with --hostname.`,
  );
}
