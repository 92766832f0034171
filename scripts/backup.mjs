import "./node-version.mjs";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { dataDirOf, readSettings } from "./settings.mjs";
import { asCommand, Trouble } from "./steps.mjs";

/** Copies the embedded database while the desk goes on working. */
await asCommand(async () => {
  const [file] = process.argv.slice(2);
  if (!file || file.startsWith("-"))
    throw new Trouble("Say where to: npm run backup -- /a/safe/place/desk.db");

  const settings = readSettings();
  if (settings.DATABASE_URL)
    throw new Trouble("The desk is on Postgres: back that up with pg_dump.");
  const folder = dataDirOf(settings);
  const source = join(folder, "desk.db");
  if (!existsSync(source)) throw new Trouble(`There is no database at ${source}. Check DATA_DIR.`);
  if (existsSync(file)) throw new Trouble(`${file} is there already. Choose another name.`);

  const { default: Libsql } = await import("libsql");
  process.umask(0o077);
  const database = new Libsql(source);
  database.pragma("busy_timeout = 10000");
  // The newest rows are in a second file beside the database; this takes both, as of one moment.
  database.prepare("vacuum into ?").run(resolve(file));
  database.close();
  console.log(
    `Copied to ${resolve(file)}. It opens with the same DESK_SECRET only: keep that, or ${join(folder, "desk-secret")}, in another place.`,
  );
});
