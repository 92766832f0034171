import "server-only";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { Pool, PoolClient, QueryResultRow } from "pg";
import { neverInsideAct } from "@/lib/server/inside-act";
import { asUnreached, isAnswer } from "./trouble";

/** Postgres. Says what is wrong with the server, and uses no connection again that it left unanswered. */
export function serverDialect(pool: Pool): Dialect {
  // Without a listener a connection lost while idle ends the process; the pool replaces it by itself.
  pool.on("error", ignore);
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ServerDriver(pool),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class ServerDriver implements Driver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ServerConnection> {
    neverInsideAct("ask the database beside it, not the tx");
    try {
      return new ServerConnection(await this.#pool.connect());
    } catch (error) {
      throw asUnreached(error, "connect");
    }
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  /** What was begun on a lost connection is undone by the server. */
  async rollbackTransaction(connection: ServerConnection): Promise<void> {
    if (!connection.isLost) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(connection: ServerConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class ServerConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  #failure: unknown = null;

  constructor(client: PoolClient) {
    this.#client = client;
    // As with the pool: lost between two statements, it would end the process.
    client.on("error", ignore);
  }

  get isLost(): boolean {
    return this.#failure !== null;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.isLost) throw this.#failure;
    try {
      const { command, rowCount, rows } = await this.#client.query<R & QueryResultRow>(sql, [
        ...parameters,
      ]);
      const isChange = command === "INSERT" || command === "UPDATE" || command === "DELETE";
      return { rows, ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) };
    } catch (error) {
      const told = asUnreached(error, sql);
      if (!isAnswer(error)) this.#failure = told;
      throw told;
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  /** A lost one is closed: on it the next question would wait behind the unanswered one. */
  release(): void {
    this.#client.off("error", ignore);
    this.#client.release(this.isLost);
  }
}

function ignore(): void {}
