import type { DeskPlace } from "../lib/server/db/client";
import { dataDirOf, readSettings } from "./settings.mjs";

/** Where this desk's database and secret are, as `npm start` would use them. */
export function readDeskPlace(): DeskPlace {
  const settings = readSettings();
  return {
    dataDir: dataDirOf(settings),
    databaseUrl: settings.DATABASE_URL || null,
    deskSecret: settings.DESK_SECRET || null,
  };
}
