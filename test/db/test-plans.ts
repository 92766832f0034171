import { CompiledQuery, sql } from "kysely";
import { z } from "zod";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { type NewPlace, openUntilEnd } from "./test-database";

/** Few rows, however long a clinic works: staff, settings, what is one row. Every other table grows. */
const small = [
  ...["meta", "settings", "staff", "staff_lock", "live_updates", "one_time_addresses", "displays"],
  // By what the questions call staff.
  ...["actor", "other", "helper"],
];

/** So many rows has every table that grows; whoever reads fewer of them uses an index. */
const filled = 5000;
const mostRows = 1000;

/** A database of a clinic that has worked for long, which tells what it was asked. */
export async function openBusy(newPlace: NewPlace) {
  const place = await newPlace();
  const plain = await openUntilEnd(place);
  for (const statement of fillers) await sql.raw(statement).execute(plain);
  if (place.databaseUrl !== null) await sql`analyze`.execute(plain);
  const asked: CompiledQuery[] = [];
  const db = plain.withPlugin({
    transformQuery: ({ node, queryId }) => {
      asked.push(plain.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const scansOf = place.databaseUrl === null ? scansOnSqlite : scansOnPostgres;
  return {
    db,
    /** Every question that was asked and reads a growing table from end to end, and where. */
    async scans(): Promise<string[]> {
      const found: string[] = [];
      // What only adds rows reads none.
      const questions = asked.splice(0).filter(({ sql }) => !/^insert\b/.test(sql));
      if (questions.length === 0) throw new Error("Nothing was asked.");
      for (const query of questions) {
        const scans = await scansOf(plain, query);
        found.push(...scans.map((scan) => `${scan} for ${query.sql}`));
      }
      return found;
    },
  };
}

const numbers = `with recursive numbers(i) as
  (select 1 union all select i + 1 from numbers where i < ${filled})`;

/** Years before the tests' own rows; nobody reads what is sealed in these. */
const day = "'20' || (10 + i % 10) || '-01-01T00:00:00.000Z'";

const fillers = [
  `insert into sessions (id, attempt, patient_key, tag, stage, upstream_id, status, details, snapshot,
     created_at, expires_at, checked_at, staff_id, help_at)
   ${numbers} select 'old-' || i, 'old-' || i, 'patient-' || (i % 2000), 'Blue ' || (i % 90), 'made',
     'old-' || i, 'complete', 'sealed', 'sealed', ${day}, ${day}, ${day}, 'staff-' || (i % 10),
     case when i % 5 = 0 then ${day} end from numbers`,
  `insert into session_words (word, created_at, session_id)
   ${numbers} select 'word-' || (i % 100), ${day}, 'old-' || i from numbers`,
  `insert into session_connections (connection_key, session_id)
   ${numbers} select 'connection-' || i, 'old-' || i from numbers`,
  `insert into record_syncs (patient_key, source_id, state, at)
   ${numbers} select 'patient-' || i, 'source', 'arrived', ${day} from numbers`,
  `insert into webhook_events (id, type, received_at, handled_at, tries, try_at)
   ${numbers} select 'old-' || i, 'type', ${day}, ${day}, 1, ${day} from numbers`,
  `insert into audit (seq, at, action, outcome, staff_id, subject, patient_key, previous_hash, hash)
   ${numbers} select i, ${day}, case when i % 100 = 0 then 'sign-out' else 'link-viewed' end, 'ok',
     'staff-' || (i % 2), 'old-' || i, 'patient-' || (i % 2000), '', '' from numbers`,
  `insert into sign_in_tries (key, tries, tried_at, free_at)
   ${numbers} select 'old-' || i, 1, ${day}, ${day} from numbers`,
  `insert into staff (id, name, email, role, "isDemo", "createdAt")
   values ('staff-1', 'Dana', 'dana@clinic.example', 'desk', 0, '2020-01-01')`,
  `insert into staff_sessions (id, token, "userId", "expiresAt", "createdAt", "activeAt", method)
   ${numbers} select 'old-' || i, 'old-' || i, 'staff-1', '2099-01-01', '2020-01-01', ${day}, 'password' from numbers`,
];

const sqliteStep = z.object({ id: z.number(), parent: z.number(), detail: z.string() });

/**
 * Where the embedded database reads a growing table from end to end. To go along an index, or along
 * the rows as they lie, in the order that is asked for is no more than the limit of the question.
 */
async function scansOnSqlite(db: WritableDatabase, query: CompiledQuery): Promise<string[]> {
  const explain = CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]);
  const { rows } = await db.executeQuery(explain);
  const steps = z.array(sqliteStep).parse(rows);
  const isSorted = (parent: number) =>
    steps.some((step) => step.parent === parent && /TEMP B-TREE FOR .*ORDER BY/.test(step.detail));
  return (
    steps
      .filter(({ detail, parent }) => {
        // Whoever sorts a whole range for each of its batches reads it all.
        const range = isSorted(parent) ? /^SEARCH (\w+) .*\(\w+[<>]/ : null;
        const [, table = ""] = /^SCAN (\w+)/.exec(detail) ?? range?.exec(detail) ?? [];
        return table !== "" && ![...small, "found", "CONSTANT"].includes(table);
      })
      .filter(({ parent }) => !/\blimit\b/.test(query.sql) || isSorted(parent))
      .map(({ detail }) => detail)
      // Holds the few attempts that have no outcome yet.
      .filter((detail) => !detail.endsWith("USING INDEX sessions_unsettled"))
  );
}

type PostgresStep = {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number | undefined;
  Plans?: PostgresStep[] | undefined;
};

const postgresStep: z.ZodType<PostgresStep> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().optional(),
  Plans: z.array(z.lazy(() => postgresStep)).optional(),
});
const postgresPlan = z.tuple([
  z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: postgresStep })]) }),
]);

/**
 * Where Postgres reads a growing table from end to end, though it is told to use an index wherever it
 * can, or more rows of it than there should be. The question is really asked, and what it did is undone.
 */
async function scansOnPostgres(db: WritableDatabase, query: CompiledQuery): Promise<string[]> {
  const steps = stepsOf(await planOf(db, query));
  return steps.flatMap((step) => {
    const table = step["Relation Name"] ?? "";
    if (table === "" || small.includes(table)) return [];
    const rows =
      (step["Actual Rows"] + (step["Rows Removed by Filter"] ?? 0)) * step["Actual Loops"];
    const words = `${step["Node Type"]} of ${table}: ${rows} rows`;
    return step["Node Type"] === "Seq Scan" || rows > mostRows ? [words] : [];
  });
}

async function planOf(db: WritableDatabase, query: CompiledQuery): Promise<PostgresStep> {
  const explain = `explain (analyze, format json) ${query.sql}`;
  const undone = new Error("undone");
  let plan: PostgresStep | null = null;
  const asking = db.transaction().execute(async (tx) => {
    await tx.executeQuery(CompiledQuery.raw("set local enable_seqscan = off"));
    const { rows } = await tx.executeQuery(CompiledQuery.raw(explain, [...query.parameters]));
    plan = postgresPlan.parse(rows)[0]["QUERY PLAN"][0].Plan;
    throw undone;
  });
  await asking.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (plan === null) throw new Error("Postgres told no plan.");
  return plan;
}

function stepsOf(step: PostgresStep): PostgresStep[] {
  return [step, ...(step.Plans ?? []).flatMap(stepsOf)];
}
