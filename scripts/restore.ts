import "./node-version.mjs";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readDeskPlace } from "./desk-place";
import { restoreEmbedded } from "./restore-embedded";
import { restorePostgres } from "./restore-postgres";
import { asCommand, Trouble } from "./steps.mjs";

/** Puts a copy in the place of this desk's database. */
await asCommand(async () => {
  const [given, ...more] = process.argv.slice(2);
  if (!given || more.length > 0) {
    throw new Trouble("Say which copy: npm run restore -- /a/safe/place/desk.db");
  }
  const file = resolve(given);
  if (!existsSync(file)) throw new Trouble(`There is no file ${file}. Nothing was changed.`);
  const place = readDeskPlace();
  const lines =
    place.databaseUrl === null
      ? await restoreEmbedded(file, place)
      : await restorePostgres(file, { ...place, databaseUrl: place.databaseUrl });
  console.log(lines.join("\n"));
});
