import "server-only";
import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from "kysely";
import { neverInsideAct } from "@/lib/server/inside-act";

const what = "ask the database beside it, not the tx";

/** The embedded database: every transaction begins with the write lock, so that none fails half way. */
export class EmbeddedDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver() {
    return new EmbeddedDriver(this.#config);
  }
}

class EmbeddedDriver extends SqliteDriver {
  override async acquireConnection() {
    neverInsideAct(what);
    return super.acquireConnection();
  }

  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

export class ServerDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver() {
    return new ServerDriver(this.#config);
  }
}

class ServerDriver extends PostgresDriver {
  override async acquireConnection() {
    neverInsideAct(what);
    return super.acquireConnection();
  }
}
