/*
 * Keeps one database of each engine as this build makes it, so that every later build is tried on
 * it: `test/db/kept/README.md` tells when and how.
 *
 *     node scripts/keep-database.mjs NAME
 */
import "./node-version.mjs";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { findPostgres, startPostgres } from "./postgres.mjs";
import { asCommand, root, Trouble } from "./steps.mjs";

const secret = "a made-up secret of the kept databases, 43 characters";
const kept = join(root, "test/db/kept");

await asCommand(async () => {
  const name = process.argv[2];
  if (!name) throw new Trouble("Say what to call it: npm run keep-database -- COMMIT");
  mkdirSync(kept, { recursive: true });
  keepSqlite(name);
  await keepPostgres(name);
});

function keepSqlite(name) {
  const dataDir = mkdtempSync(join(tmpdir(), "desk-kept-"));
  try {
    fill({ DATA_DIR: dataDir });
    const file = readFileSync(join(dataDir, "desk.db"));
    writeFileSync(join(kept, `${name}.db.gz`), gzipSync(file, { level: 9 }));
    copyFileSync(join(dataDir, "wrote-down.json"), join(kept, `${name}.db.json`));
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

async function keepPostgres(name) {
  const postgres = await startPostgres();
  if (!postgres) throw new Trouble("There is no Postgres here: install Debian's postgresql.");
  const dataDir = mkdtempSync(join(tmpdir(), "desk-kept-"));
  try {
    fill({ DATA_DIR: dataDir, DATABASE_URL: postgres.url });
    // As statements that any client can run, and no owner that others do not have.
    const options = ["--inserts", "--no-owner", "--no-privileges", postgres.url];
    const sql = execFileSync(join(findPostgres(), "pg_dump"), options, { encoding: "utf8" });
    // Newer programs put lines for psql around it.
    const statements = sql.replace(/^\\.*\n/gm, "");
    writeFileSync(join(kept, `${name}.sql.gz`), gzipSync(statements, { level: 9 }));
    copyFileSync(join(dataDir, "wrote-down.json"), join(kept, `${name}.sql.json`));
  } finally {
    rmSync(dataDir, { recursive: true });
    await postgres.stop();
  }
}

/** In a process of its own: one process has one database. */
function fill(place) {
  const options = ["--conditions=react-server", "--import", "tsx", "scripts/fill-database.ts"];
  const env = { ...process.env, DESK_SECRET: secret, DATABASE_URL: "", ...place };
  const { status } = spawnSync(process.execPath, options, { cwd: root, env, stdio: "inherit" });
  if (status !== 0) throw new Trouble("The database was not filled; see above.");
}
