import "server-only";
import { SqliteAdapter, sql } from "kysely";
import type { Database } from "./schema";

export type Column = {
  table: string;
  column: string;
  kind: "text" | "integer" | "other";
  mayBeNull: boolean;
};

export type LiveSchema = {
  columns: Column[];
  /** Names of those that were made by name. */
  indexes: string[];
};

const kinds: Record<string, Column["kind"]> = {
  text: "text",
  "varchar(255)": "text",
  "character varying": "text",
  integer: "integer",
  // What SQLite's columns of times were once called.
  date: "text",
};

type ColumnRow = { table: string; column: string; type: string; required: number | boolean };

/** What a database looks like now, whatever made it so. */
export async function readSchema(db: Database): Promise<LiveSchema> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const columns = await (isSqlite ? columnsOfSqlite : columnsOfPostgres).execute(db);
  const indexes = await (isSqlite ? indexesOfSqlite : indexesOfPostgres).execute(db);
  return {
    columns: columns.rows.map(({ table, column, type, required }) => ({
      table,
      column,
      kind: kinds[type.toLowerCase()] ?? "other",
      mayBeNull: !required,
    })),
    indexes: indexes.rows.map(({ name }) => name),
  };
}

const columnsOfSqlite = sql<ColumnRow>`
  select made.name as "table", info.name as "column", info.type,
    info."notnull" or info.pk > 0 as required
  from sqlite_master as made join pragma_table_info(made.name) as info
  where made.type = 'table' order by made.name, info.cid`;

const columnsOfPostgres = sql<ColumnRow>`
  select table_name as "table", column_name as "column", data_type as type,
    is_nullable = 'NO' as required
  from information_schema.columns
  where table_schema = current_schema() order by table_name, ordinal_position`;

const indexesOfSqlite = sql<{ name: string }>`
  select name from sqlite_master where type = 'index' and sql is not null order by name`;

const indexesOfPostgres = sql<{ name: string }>`
  select indexname as name from pg_indexes where schemaname = current_schema() order by indexname`;
