/*
 * A process of its own for the benchmark: asks clinics with a short and a long memory by turns what
 * pages and the housekeeping ask, so that whatever else the machine does meets them alike, and then
 * removes most of the longest memory. Arguments: rounds, and how many links each clinic has. Prints
 * JSON: milliseconds by kind and clinic, and the longest time that the removal let nobody through.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signInId, staffId } from "../../lib/ids";
import { type AuditFilter, listRows } from "../../lib/server/audit/store";
import { openDatabase } from "../../lib/server/db/client";
import { createVault } from "../../lib/server/db/seal";
import { listUnsettled } from "../../lib/server/sessions/find";
import { removeOlderThan } from "../../lib/server/sessions/housekeeping";
import { listUnheard } from "../../lib/server/sessions/list";
import { listLinks } from "../../lib/server/sessions/worklist";
import type { WorklistRequest } from "../../lib/sessions/worklist";
import { defaultSettings } from "../../lib/settings/clinic";
import { fillAudit } from "./fill-audit";
import { fillSessions, wanted } from "./fill-sessions";
import { usual } from "./statistics.mjs";

const timesInRound = 20;
const removedFrom = 100_000;
const workingDayMs = 8 * 3_600_000;
const [rounds = 1, ...totals] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "desk-bench-"));
const vault = createVault("a made-up secret of the benchmark, 43 characters");

const clerk = {
  kind: "staff",
  staffId: staffId("staff-1"),
  role: "desk",
  signInId: signInId("place-1"),
} as const;
const since = new Date(Date.now() - workingDayMs).toISOString();
const first: WorklistRequest = { show: "today", mine: false, search: "", since, before: null };
const monthMs = 30 * 24 * 3_600_000;
const links =
  (request: Partial<WorklistRequest>) =>
  ({ ctx }: Clinic) =>
    listLinks(ctx, { ...first, ...request });
const trail =
  (filter: AuditFilter) =>
  ({ db }: Clinic) =>
    listRows(db, filter, { limit: 51 });
const kinds: Record<string, (clinic: Clinic) => Promise<unknown>> = {
  "links, first page": links({}),
  "links, filter “Waiting”": links({ show: "waiting" }),
  "links, filter “Needs help”": links({ show: "help" }),
  "links, filter “All”, mine": links({ show: "all", mine: true }),
  "links, search by ID": links({ show: "all", search: wanted.patientId }),
  "links, search by name": links({ show: "all", search: wanted.name }),
  "housekeeping, lost attempts": ({ ctx }) => listUnsettled(ctx, new Date(), new Date()),
  "housekeeping, unheard ends": ({ ctx }) =>
    listUnheard(ctx, new Date(Date.now() - 86_400_000), new Date(), 10),
  "audit, first page": trail({}),
  "audit, one of the staff": trail({ staffId: "staff-1" }),
  "audit, one of the staff, seldom": trail({ staffId: "staff-1", action: "audit-exported" }),
  "audit, one action": trail({ action: "link-created" }),
  "audit, one patient": trail({ patientKey: "patient-7" }),
  "audit, one month": trail({ from: new Date(Date.now() - monthMs).toISOString() }),
};

async function openClinic(total: number) {
  const dataDir = mkdtempSync(join(folder, "clinic-"));
  // Of an empty one: libsql lets go of what it had open only later.
  copyFileSync(join(folder, "desk.db"), join(dataDir, "desk.db"));
  fillSessions(dataDir, vault, total);
  fillAudit(dataDir, total);
  const db = await openDatabase({ dataDir, databaseUrl: null });
  const ctx = { actor: clerk, clinic: defaultSettings, db, now: () => new Date(), vault };
  return {
    total,
    ctx,
    db,
    close: () => db.destroy(),
  };
}

type Clinic = Awaited<ReturnType<typeof openClinic>>;

/** @returns the median milliseconds of each clinic, by its total */
async function timesOf(ask: (clinic: Clinic) => Promise<unknown>, clinics: Clinic[]) {
  const times = new Map(clinics.map(({ total }): [number, number[][]] => [total, []]));
  // The first round is a warm-up and left out.
  for (let round = 0; round <= rounds; round += 1) {
    if (round > 0) for (const perRound of times.values()) perRound.push([]);
    for (let time = 0; time < timesInRound; time += 1) {
      // None always runs in the wake of the same one.
      for (const clinic of time % 2 === 0 ? clinics : clinics.toReversed()) {
        const started = performance.now();
        await ask(clinic);
        times
          .get(clinic.total)
          ?.at(-1)
          ?.push(performance.now() - started);
      }
    }
  }
  return Object.fromEntries([...times].map(([total, ms]) => [total, usual(ms, 50)]));
}

/** @returns for how many milliseconds at most nobody was let through */
async function longestBlockOf({ ctx }: Clinic): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!isOver) setImmediate(look);
  };
  look();
  await removeOlderThan(ctx.db, new Date(Date.now() - workingDayMs));
  isOver = true;
  return longest;
}

const clinics: Clinic[] = [];
try {
  await (await openDatabase({ dataDir: folder, databaseUrl: null })).destroy();
  for (const total of totals) clinics.push(await openClinic(total));
  const measured: Record<string, Record<string, number>> = {};
  for (const [kind, ask] of Object.entries(kinds)) measured[kind] = await timesOf(ask, clinics);
  const removal = clinics.find(({ total }) => total === removedFrom);
  const longestBlock = removal ? await longestBlockOf(removal) : null;
  process.stdout.write(JSON.stringify({ measured, longestBlock }));
} finally {
  for (const clinic of clinics) await clinic.close();
  rmSync(folder, { recursive: true });
}
