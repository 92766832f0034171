import "server-only";
import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type Kysely,
  PostgresAdapter,
  sql,
} from "kysely";

/** better-auth's tables as its 1.7 wants them, with our fields, and ours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await makeTablesOfBetterAuth(db);

  await db.schema
    .createTable("one_time_addresses")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("email", "text")
    .addColumn("name", "text")
    .addColumn("role", "text")
    .addColumn("staff_id", "text")
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("sign_in_tries")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("tried_at", "text", (column) => column.notNull())
    .addColumn("free_at", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("staff_lock")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("taken_at", "text", (column) => column.notNull())
    .execute();
  await sql`insert into staff_lock (id, taken_at) values (1, '')`.execute(db);
}

async function makeTablesOfBetterAuth(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const flag = isPostgres ? "boolean" : "integer";
  const time = isPostgres ? "timestamptz" : "date";
  const setByItself = (column: ColumnDefinitionBuilder) =>
    isPostgres ? column.notNull().defaultTo(sql`CURRENT_TIMESTAMP`) : column.notNull();

  await table(db, "staff")
    .addColumn("name", "text", required)
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("emailVerified", flag, required)
    .addColumn("image", "text")
    .addColumn("createdAt", time, setByItself)
    .addColumn("updatedAt", time, setByItself)
    .addColumn("twoFactorEnabled", flag)
    .addColumn("role", "text", required)
    .addColumn("deactivatedAt", "text")
    .addColumn("isDemo", "integer", required)
    .execute();

  await table(db, "staff_sessions")
    .addColumn("expiresAt", time, required)
    .addColumn("token", "text", (column) => column.notNull().unique())
    .addColumn("createdAt", time, setByItself)
    .addColumn("updatedAt", time, required)
    .addColumn("ipAddress", "text")
    .addColumn("userAgent", "text")
    .addColumn("userId", "text", ofStaff)
    .addColumn("activeAt", "text", required)
    .addColumn("method", "text", required)
    .execute();

  await table(db, "staff_accounts")
    .addColumn("accountId", "text", required)
    .addColumn("providerId", "text", required)
    .addColumn("userId", "text", ofStaff)
    .addColumn("accessToken", "text")
    .addColumn("refreshToken", "text")
    .addColumn("idToken", "text")
    .addColumn("accessTokenExpiresAt", time)
    .addColumn("refreshTokenExpiresAt", time)
    .addColumn("scope", "text")
    .addColumn("password", "text")
    .addColumn("createdAt", time, setByItself)
    .addColumn("updatedAt", time, required)
    .execute();

  await table(db, "staff_verifications")
    .addColumn("identifier", "text", required)
    .addColumn("value", "text", required)
    .addColumn("expiresAt", time, required)
    .addColumn("createdAt", time, setByItself)
    .addColumn("updatedAt", time, setByItself)
    .execute();

  await table(db, "staff_second_factors")
    .addColumn("secret", "text", required)
    .addColumn("backupCodes", "text", required)
    .addColumn("userId", "text", ofStaff)
    .addColumn("verified", flag)
    .addColumn("failedVerificationCount", "integer")
    .addColumn("lockedUntil", time)
    .execute();

  await table(db, "staff_passkeys")
    .addColumn("name", "text")
    .addColumn("publicKey", "text", required)
    .addColumn("userId", "text", ofStaff)
    .addColumn("credentialID", "text", required)
    .addColumn("counter", "integer", required)
    .addColumn("deviceType", "text", required)
    .addColumn("backedUp", flag, required)
    .addColumn("transports", "text")
    .addColumn("createdAt", time)
    .addColumn("aaguid", "text")
    .execute();

  for (const [name, column] of indexed) {
    await db.schema.createIndex(`${name}_${column}_idx`).on(name).column(column).execute();
  }
}

const indexed = [
  ["staff_sessions", "userId"],
  ["staff_accounts", "userId"],
  ["staff_verifications", "identifier"],
  ["staff_second_factors", "secret"],
  ["staff_second_factors", "userId"],
  ["staff_passkeys", "userId"],
  ["staff_passkeys", "credentialID"],
] as const;

function table(db: Kysely<unknown>, name: string): CreateTableBuilder<string, string> {
  return db.schema
    .createTable(name)
    .addColumn("id", "text", (column) => column.notNull().primaryKey());
}

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}

function ofStaff(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references("staff.id").onDelete("cascade");
}
