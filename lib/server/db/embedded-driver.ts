import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { steadyMs } from "@/lib/server/clock";
import { neverInsideAct } from "@/lib/server/inside-act";
import { asTrouble } from "./trouble";

/** The one file of a process. */
export type EmbeddedFile = SqliteDatabase & {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
};

/** Another process may write for so long; between two tries everything else here goes on. */
const patienceMs = 5_000;
const askEveryMs = 10;

/**
 * Tries again while another process holds SQLite's lock. SQLite would wait by itself, and with it the
 * whole process: the library answers before it returns.
 */
export async function whenUnlocked<T>(attempt: () => T): Promise<T> {
  const giveUpAt = steadyMs() + patienceMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || steadyMs() >= giveUpAt) throw error;
    }
    await sleep(askEveryMs);
  }
}

/**
 * A prepared statement that met a lock stays half done in the library, and what is written beside it
 * is lost again later, though it was said to be done. So the lock is always taken by `exec`, which
 * leaves nothing behind, and a write that stands alone gets a transaction of its own.
 */
const control = /^\s*(begin|commit|rollback)\b/i;
const write = /^\s*(insert|update|delete|replace|create|alter|drop|with)\b/i;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/**
 * The embedded database: one file, one statement at a time, and a transaction keeps all others out.
 *
 * @param waitMs how long another process may write before a statement gives up
 */
export function embeddedDialect(file: EmbeddedFile, waitMs = patienceMs): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new EmbeddedDriver(file, waitMs),
    // Kysely does not say what tables an introspector's database has.
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class EmbeddedDriver implements Driver {
  readonly #file: EmbeddedFile;
  readonly #turn: Turn = {
    holder: null,
    over: Promise.resolve(),
    end: () => {},
    isClosed: false,
  };
  readonly #waitMs: number;

  constructor(file: EmbeddedFile, waitMs: number) {
    this.#file = file;
    this.#waitMs = waitMs;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    neverInsideAct("ask the database beside it, not the tx");
    return new EmbeddedConnection(this.#file, this.#turn, this.#waitMs);
  }

  /** With the write lock, so that no transaction fails half way. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk may have ended it already.
    if (this.#file.inTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#turn.isClosed = true;
    this.#file.close();
  }
}

/** Whose transaction is open. While it waits for something, only it may use the file. */
type Turn = {
  holder: EmbeddedConnection | null;
  over: Promise<void>;
  end: () => void;
  isClosed: boolean;
};

class EmbeddedConnection implements DatabaseConnection {
  readonly #file: EmbeddedFile;
  readonly #turn: Turn;
  readonly #waitMs: number;

  constructor(file: EmbeddedFile, turn: Turn, waitMs: number) {
    this.#file = file;
    this.#turn = turn;
    this.#waitMs = waitMs;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const giveUpAt = steadyMs() + this.#waitMs;
    for (;;) {
      while (this.#turn.holder !== null && this.#turn.holder !== this) await this.#turn.over;
      // The library would end the whole process.
      if (this.#turn.isClosed) throw new Error("The database is closed.");
      try {
        return this.#run<R>(sql, parameters);
      } catch (error) {
        const mayWait = isBusy(error) && !this.#file.inTransaction && steadyMs() < giveUpAt;
        if (!mayWait) throw asTrouble(error, sql);
      }
      await sleep(askEveryMs);
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  /** Nothing is awaited in here: between two lines nobody else can use the file. */
  #run<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    const before = this.#file.inTransaction;
    try {
      if (control.test(sql)) {
        this.#file.exec(sql);
        return { rows: [] };
      }
      if (before || !write.test(sql)) return this.#step(sql, parameters);
      this.#file.exec("begin immediate");
      const result = this.#step<R>(sql, parameters);
      this.#file.exec("commit");
      return result;
    } catch (error) {
      if (!before && this.#file.inTransaction) this.#file.exec("rollback");
      throw error;
    } finally {
      if (!before && this.#file.inTransaction) this.#take();
      if (before && !this.#file.inTransaction) this.#leave();
    }
  }

  #step<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    const statement = this.#file.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  #take(): void {
    this.#turn.holder = this;
    this.#turn.over = new Promise((resolve) => {
      this.#turn.end = resolve;
    });
  }

  #leave(): void {
    this.#turn.holder = null;
    this.#turn.end();
  }
}
