import "server-only";
import { Kysely } from "kysely";
import { Pool, type PoolConfig } from "pg";
import { migrate } from "./migrate";
import { orClose } from "./or-close";
import type { Tables, WritableDatabase } from "./schema";
import { serverDialect } from "./server-driver";

/** What whoever looks at the server's connections knows a desk by. */
export const applicationName = "connect-desk";

/** A server that is frozen, or gone without a word, ends no connection: hence limits on both sides. */
const usualLimits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  /** Ours, for when the server does not keep to its own. */
  query_timeout: 12_000,
  lock_timeout: 5_000,
  /** A desk that stands still in the middle of an act must not hold up all others. */
  idle_in_transaction_session_timeout: 15_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} satisfies PoolConfig;

/** To change large tables may take as long as it takes. */
const noLimits = {
  statement_timeout: 0,
  query_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
};

/** Opens the database at this address, with its tables up to date. */
export async function openPostgres(
  connectionString: string,
  limits: PoolConfig = usualLimits,
): Promise<WritableDatabase> {
  const common = { connectionString, application_name: applicationName, ...limits };
  const unlimited = openPool({ ...common, ...noLimits });
  await orClose(unlimited, migrate(unlimited, { inTransaction: true }));
  await unlimited.destroy();
  return openPool(common);
}

function openPool(config: PoolConfig): WritableDatabase {
  return new Kysely<Tables>({ dialect: serverDialect(new Pool(config)) });
}
