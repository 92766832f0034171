import { note } from "../lib/server/act";
import { bySystem } from "../lib/server/context";
import { type DeskPlace, openDesk } from "../lib/server/db/client";
import { deskSecret } from "../lib/server/db/desk-secret";
import { createVault } from "../lib/server/db/seal";
import { Trouble } from "./steps.mjs";

/** Who was signed in when the copy was made, and what could still be used then, is over. */
export const endedTables = ["staff_sessions", "one_time_addresses"] as const;

export const runningWords =
  "The desk runs: it has this database open. Stop it, then run this again. Nothing was changed.";

export const otherSecretWords =
  "The copy was made with another DESK_SECRET than this desk has, so nothing in it could be read. " +
  "Set the DESK_SECRET that belongs to the copy, or put its file desk-secret into DATA_DIR, and run this again. " +
  "Nothing was changed.";

/** The secret that the copy has to open with. @throws {Trouble} when there is none */
export function secretFor(place: DeskPlace): string {
  try {
    return deskSecret(place);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new Trouble(`${reason}\nNothing was changed.`);
  }
}

/** What the copy has to say of its secret. */
export function secretMark(secret: string): string {
  return createVault(secret).fingerprint("secret-check", "connect-desk");
}

/** The last lines of the report. */
export function endedWords(signIns: number, addresses: number): string[] {
  return [
    `Ended: ${count(signIns, "sign-in")} and ${count(addresses, "unused one-time address", "es")}. ` +
      "Everybody signs in again, and open invitations have to be made again.",
    "Start the desk: npm start",
  ];
}

function count(n: number, what: string, more = "s"): string {
  return `${n} ${what}${n === 1 ? "" : more}`;
}

/** Brings the tables up to date and writes the restore into the copy's own audit trail. */
export async function writeDown(place: DeskPlace): Promise<void> {
  const { db, vault } = await openDesk(place);
  try {
    const ctx = bySystem("restore", { db, vault, now: () => new Date() });
    await note(ctx, { action: "database-restored", outcome: "ok" });
  } finally {
    await db.destroy();
  }
}
