/*
 * A process of its own for the benchmark: reads the worklist of clinics with a short and a long
 * memory by turns, so that whatever else the machine does meets them alike. Arguments: rounds, and
 * how many links each clinic has. Prints JSON: milliseconds by kind and clinic.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../lib/server/db/client";
import { createVault } from "../../lib/server/db/seal";
import { listLinks } from "../../lib/server/sessions/worklist";
import { createWorklistStore } from "../../lib/server/sessions/worklist-store";
import type { WorklistRequest } from "../../lib/sessions/worklist";
import { fillSessions, wanted } from "./fill-sessions";
import { usual } from "./statistics.mjs";

const timesInRound = 20;
const workingDayMs = 8 * 3_600_000;
const [rounds = 1, ...totals] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "desk-bench-"));
const vault = createVault("a made-up secret of the benchmark, 43 characters");

const since = new Date(Date.now() - workingDayMs).toISOString();
const first: WorklistRequest = { show: "today", mine: false, search: "", since, before: null };
const kinds: Record<string, WorklistRequest> = {
  "first page": first,
  "filter “Waiting”": { ...first, show: "waiting" },
  "filter “Needs help”": { ...first, show: "help" },
  "filter “All”, mine": { ...first, show: "all", mine: true },
  "search by ID": { ...first, show: "all", search: wanted.patientId },
  "search by name": { ...first, show: "all", search: wanted.name },
};

async function openClinic(total: number) {
  const dataDir = mkdtempSync(join(folder, "clinic-"));
  // Of an empty one: libsql lets go of what it had open only later.
  copyFileSync(join(folder, "desk.db"), join(dataDir, "desk.db"));
  fillSessions(dataDir, vault, total);
  const db = await openDatabase({ dataDir, databaseUrl: null });
  const desk = { worklist: createWorklistStore(db, vault), now: () => new Date() };
  return {
    total,
    read: (request: WorklistRequest) => listLinks(request, { id: "staff-1" }, desk),
    close: () => db.destroy(),
  };
}

type Clinic = Awaited<ReturnType<typeof openClinic>>;

/** @returns the median milliseconds of each clinic, by its total */
async function timesOf(request: WorklistRequest, clinics: Clinic[]) {
  const times = new Map(clinics.map(({ total }): [number, number[][]] => [total, []]));
  // The first round is a warm-up and left out.
  for (let round = 0; round <= rounds; round += 1) {
    if (round > 0) for (const perRound of times.values()) perRound.push([]);
    for (let time = 0; time < timesInRound; time += 1) {
      // None always runs in the wake of the same one.
      for (const clinic of time % 2 === 0 ? clinics : clinics.toReversed()) {
        const started = performance.now();
        await clinic.read(request);
        times
          .get(clinic.total)
          ?.at(-1)
          ?.push(performance.now() - started);
      }
    }
  }
  return Object.fromEntries([...times].map(([total, ms]) => [total, usual(ms, 50)]));
}

const clinics: Clinic[] = [];
try {
  await (await openDatabase({ dataDir: folder, databaseUrl: null })).destroy();
  for (const total of totals) clinics.push(await openClinic(total));
  const measured: Record<string, Record<string, number>> = {};
  for (const [kind, request] of Object.entries(kinds)) {
    measured[kind] = await timesOf(request, clinics);
  }
  process.stdout.write(JSON.stringify(measured));
} finally {
  for (const clinic of clinics) await clinic.close();
  rmSync(folder, { recursive: true });
}
