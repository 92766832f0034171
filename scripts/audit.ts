import "./node-version.mjs";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { verdictWords } from "../lib/audit/verdict";
import { note } from "../lib/server/act";
import { csvLines } from "../lib/server/audit/export";
import { verifyTrail } from "../lib/server/audit/service";
import { listAllRows } from "../lib/server/audit/store";
import { type Acting, byVisitor } from "../lib/server/context";
import { openDesk } from "../lib/server/db/client";
import { readDeskPlace } from "./desk-place";
import { asCommand, Trouble } from "./steps.mjs";

const usage = `npm run audit -- verify [--logged "57 HASH"]
  reads the whole audit trail and says whether a row was changed, removed or inserted, or the whole
  trail replaced; with seq and hash of a line audit_end of the log also, whether it still goes through there

npm run audit -- export --from 2026-01-01 --to 2026-02-01 [--out january.csv]
  writes these days as CSV (in UTC, without the last one) to a new file, and says to which`;

await asCommand(async () => {
  const { command, logged, ...days } = readArguments(process.argv.slice(2));
  if (command === "verify") {
    const end = logged === undefined ? undefined : readLogged(logged);
    return withTrail((desk) => verify(desk, end));
  }
  if (command === "export") return withTrail((desk) => exportDays(desk, days));
  throw new Trouble(usage);
});

function readArguments(args: string[]) {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ from: { type: "string" }, to: { type: "string" }, out: { type: "string" } },
        logged: { type: "string" },
      },
    });
    return { command: positionals.join(" "), ...values };
  } catch {
    throw new Trouble(usage);
  }
}

/** Opens the desk's own database, and makes none where there is none. */
async function withTrail(work: (desk: Acting) => Promise<void>): Promise<void> {
  const place = readDeskPlace();
  for (const [name, elsewhere] of [
    ["desk.db", place.databaseUrl],
    ["desk-secret", place.deskSecret],
  ] as const) {
    if (elsewhere || existsSync(join(place.dataDir, name))) continue;
    throw new Trouble(`There is no ${name} in ${place.dataDir}. Check DATA_DIR.`);
  }
  const { db, vault } = await openDesk(place).catch(asTrouble);
  try {
    await work({ db, vault, now: () => new Date() });
  } finally {
    await db.destroy();
  }
}

/** A database that cannot be used is told in its own words. */
function asTrouble(error: unknown): never {
  throw error instanceof Error ? new Trouble(error.message) : error;
}

/** Number and hash, as the log has them. */
function readLogged(text: string) {
  const [, seq, hash] = /^\s*(\d+)[\s:,]+([\w-]{43})\s*$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new Trouble(usage);
  return { seq: Number(seq), hash };
}

async function verify(desk: Acting, logged?: ReturnType<typeof readLogged>): Promise<void> {
  const verdict = await verifyTrail(desk, logged);
  const words = verdictWords(verdict).join("\n");
  if (verdict.findings.length > 0) throw new Trouble(words);
  console.log(words);
}

type Days = { from?: string | undefined; to?: string | undefined; out?: string | undefined };

async function exportDays(desk: Acting, { from, to, out }: Days): Promise<void> {
  const days = { from: startOf(from), until: startOf(to) };
  if (days.from >= days.until) throw new Trouble("--to must be a later day than --from.");

  const path = resolve(out ?? freePath(`audit-${from}-to-${to}`));
  const file = await newFile(path);
  // First, because what leaves the desk without a note of it has left for good.
  const subject = `${from} to ${to}`;
  await note(byVisitor(desk), { action: "audit-exported", outcome: "ok", subject });
  let lines = -1; // the first one has the names of the columns
  for await (const line of csvLines(listAllRows(desk.db, days))) {
    await file.write(line);
    lines += 1;
  }
  await file.close();
  console.log(`${lines === 1 ? "1 row" : `${lines} rows`} written to ${path}.`);
}

/**
 * A name that no file has yet. Not the screen: npm prints lines of its own before ours, which would
 * end up in the file that the output is sent to.
 */
function freePath(name: string): string {
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${name}.csv` : `${name}-${number}.csv`;
    if (!existsSync(path)) return path;
  }
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
