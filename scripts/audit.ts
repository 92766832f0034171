import "./node-version.mjs";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { verdictWords } from "../lib/audit/verdict";
import { csvLines } from "../lib/server/audit/export";
import { type AuditDesk, audit, verifyTrail } from "../lib/server/audit/service";
import { createAuditStore } from "../lib/server/audit/store";
import { checkSecret } from "../lib/server/db/check-secret";
import { openDatabase } from "../lib/server/db/client";
import { deskSecret } from "../lib/server/db/desk-secret";
import { createVault } from "../lib/server/db/seal";
import { dataDirOf, readSettings } from "./settings.mjs";
import { asCommand, Trouble } from "./steps.mjs";

const usage = `npm run audit -- verify
  reads the whole audit trail and says whether a row was changed, removed or inserted

npm run audit -- export --from 2026-01-01 --to 2026-02-01 [--out january.csv]
  writes these days as CSV (in UTC, without the last one), to a new file or to the screen`;

await asCommand(async () => {
  const { command, ...days } = readArguments(process.argv.slice(2));
  if (command === "verify") return withTrail(verify);
  if (command === "export") return withTrail((desk) => exportDays(desk, days));
  throw new Trouble(usage);
});

function readArguments(args: string[]) {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { from: { type: "string" }, to: { type: "string" }, out: { type: "string" } },
    });
    return { command: positionals.join(" "), ...values };
  } catch {
    throw new Trouble(usage);
  }
}

/** Opens the desk's own database, and makes none where there is none. */
async function withTrail(work: (desk: AuditDesk) => Promise<void>): Promise<void> {
  const settings = readSettings();
  const place = {
    dataDir: dataDirOf(settings),
    databaseUrl: settings.DATABASE_URL || null,
    deskSecret: settings.DESK_SECRET || null,
  };
  for (const [name, elsewhere] of [
    ["desk.db", place.databaseUrl],
    ["desk-secret", place.deskSecret],
  ] as const) {
    if (elsewhere || existsSync(join(place.dataDir, name))) continue;
    throw new Trouble(`There is no ${name} in ${place.dataDir}. Check DATA_DIR.`);
  }
  const db = await openDatabase(place).catch(asTrouble);
  try {
    const vault = createVault(deskSecret(place));
    await checkSecret(db, vault).catch(asTrouble);
    await work({ db, store: createAuditStore(db), vault, now: () => new Date() });
  } finally {
    await db.destroy();
  }
}

/** A database that cannot be used is told in its own words. */
function asTrouble(error: unknown): never {
  throw error instanceof Error ? new Trouble(error.message) : error;
}

async function verify(desk: AuditDesk): Promise<void> {
  const verdict = await verifyTrail(desk);
  const words = verdictWords(verdict).join("\n");
  if (verdict.findings.length > 0) throw new Trouble(words);
  console.log(words);
}

type Days = { from?: string | undefined; to?: string | undefined; out?: string | undefined };

async function exportDays(desk: AuditDesk, { from, to, out }: Days): Promise<void> {
  const days = { from: startOf(from), until: startOf(to) };
  if (days.from >= days.until) throw new Trouble("--to must be a later day than --from.");

  const file = out === undefined ? null : await newFile(resolve(out));
  // First, because what leaves the desk without a note of it has left for good.
  await audit(
    { action: "audit-exported", outcome: "ok", staff: null, subject: `${from} to ${to}` },
    desk,
  );
  // Whoever reads may have read enough.
  process.stdout.once("error", () => process.exit());
  let lines = -1; // the first one has the names of the columns
  for await (const line of csvLines(desk.store.listAll(days))) {
    if (file) await file.write(line);
    else process.stdout.write(line);
    lines += 1;
  }
  await file?.close();
  if (file) console.log(`${lines === 1 ? "1 row" : `${lines} rows`} written to ${out}.`);
}

/** For its owner only, and never over another file. */
async function newFile(path: string) {
  try {
    return await open(path, "wx", 0o600);
  } catch {
    throw new Trouble(`${path} cannot be made: it is there already, or its folder is not.`);
  }
}

function startOf(day: string | undefined): string {
  const at = new Date(`${day}T00:00:00.000Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day ?? "") || Number.isNaN(at.getTime())) throw new Trouble(usage);
  return at.toISOString();
}
