import "server-only";
import { type Kysely, PostgresAdapter, sql } from "kysely";

/** The tables of staff keep what the desk itself reads, and times as text like everywhere else. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from staff_second_factors where not exists (select 1 from staff
    where staff.id = "userId" and "twoFactorEnabled" ${isTrue(db)})`.execute(db);

  await db.schema.dropTable("staff_verifications").execute();
  await db.schema.dropIndex("staff_second_factors_secret_idx").execute();
  for (const [table, columns] of Object.entries(unused)) {
    for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute();
  }

  if (!isPostgres(db)) return;
  for (const [table, column] of times) {
    const text = sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} drop default,
      alter column ${sql.ref(column)} type text using ${text}`.execute(db);
  }
}

const unused = {
  staff: ["emailVerified", "image", "updatedAt", "twoFactorEnabled"],
  staff_sessions: ["updatedAt", "ipAddress"],
  staff_accounts: [
    ...["accessToken", "refreshToken", "idToken", "accessTokenExpiresAt", "refreshTokenExpiresAt"],
    ...["scope", "createdAt", "updatedAt"],
  ],
  staff_second_factors: ["verified", "failedVerificationCount", "lockedUntil"],
  staff_passkeys: ["deviceType", "backedUp", "transports", "aaguid"],
};

/** SQLite has them as such text already. */
const times = [
  ["staff", "createdAt"],
  ["staff_sessions", "createdAt"],
  ["staff_sessions", "expiresAt"],
  ["staff_passkeys", "createdAt"],
] as const;

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

function isTrue(db: Kysely<unknown>) {
  return isPostgres(db) ? sql`is true` : sql`= 1`;
}
