import "server-only";
import { type Column, type LiveSchema, readSchema } from "./live-schema";
import type { Database } from "./schema";

/**
 * Makes sure that the tables are what this version reads and writes, whoever made or changed them.
 * Tables and indexes of others beside ours are theirs.
 *
 * @throws when they are not; the message names what differs
 */
export async function checkSchema(db: Database, expected: LiveSchema): Promise<void> {
  const found = differences(await readSchema(db), expected);
  if (found.length === 0) return;
  throw new Error(
    `The database is not what this version of Connect Desk works with: ${found.join("; ")}. ` +
      "Undo what was changed by hand, or restore a backup.",
  );
}

function differences(live: LiveSchema, expected: LiveSchema): string[] {
  const ours = new Set(expected.columns.map(({ table }) => table));
  const there = new Set(live.columns.map(({ table }) => table));
  const wanted = new Map(expected.columns.map((column) => [nameOf(column), column]));
  const has = new Map(live.columns.map((column) => [nameOf(column), column]));
  return [
    ...[...ours].filter((table) => !there.has(table)).map((table) => `table ${table} is missing`),
    ...[...wanted]
      .filter(([, { table }]) => there.has(table))
      .flatMap(([name, column]) => differenceOf(name, column, has.get(name))),
    ...[...has]
      .filter(([name, { table }]) => ours.has(table) && !wanted.has(name))
      .map(([name]) => `${name} is not known here`),
    ...expected.indexes
      .filter((name) => !live.indexes.includes(name))
      .map((name) => `index ${name} is missing`),
  ];
}

function differenceOf(name: string, wanted: Column, live: Column | undefined): string[] {
  if (!live) return [`${name} is missing`];
  if (live.kind !== wanted.kind) return [`${name} is not of the type ${wanted.kind}`];
  if (live.mayBeNull === wanted.mayBeNull) return [];
  return [wanted.mayBeNull ? `${name} may not be empty` : `${name} may be empty`];
}

function nameOf({ table, column }: Pick<Column, "table" | "column">): string {
  return `${table}.${column}`;
}
