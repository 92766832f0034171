import "server-only";

/** What is wrong with the database itself, in words for the log and for who runs the server. */
export type Trouble =
  | "disk full"
  | "disk error"
  | "locked"
  | "read-only"
  | "damaged"
  | "not reached"
  | "refused"
  | "no answer in time";

/**
 * The database could not do what it was asked, through no fault of the question. `operation` names what
 * was asked, such as `insert sessions`; neither has a value of a row in it.
 */
export class DatabaseTrouble extends Error {
  override readonly name = "DatabaseTrouble";
  readonly trouble: Trouble;
  readonly operation: string;
  readonly code: string | null;

  constructor(trouble: Trouble, operation: string, code: string | null) {
    super(`The database: ${trouble} (${operation}).`);
    this.trouble = trouble;
    this.operation = operation;
    this.code = code;
  }
}

/** Each bundle of the app has a class of its own, so the name tells. */
export function isDatabaseTrouble(error: unknown): error is DatabaseTrouble {
  return error instanceof Error && error.name === "DatabaseTrouble";
}

/** Why a start ends, for who runs the server; of the database with the variable to look at. */
export function startTrouble(error: unknown): string {
  if (!isDatabaseTrouble(error)) {
    return error instanceof Error ? error.message : "Connect Desk cannot start.";
  }
  const said = error.code ? `${error.trouble}, ${error.code}` : error.trouble;
  return `The database cannot be used (${said}). Check DATABASE_URL, or DATA_DIR where it is not set, and start again.`;
}

/** What a line of the log says of an error, if it is the database's. */
export function troubleFields(error: unknown) {
  if (!isDatabaseTrouble(error)) return null;
  const { trouble, operation, code } = error;
  return { cause: trouble, operation, code };
}

/** SQLite's, Postgres' and the system's codes, by how they begin. The first that fits counts. */
const troubles: readonly [RegExp, Trouble][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|53100)/, "disk full"],
  [/^(SQLITE_IOERR|EIO|58030|58P01)/, "disk error"],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|55P03|40P01)/, "locked"],
  [/^(SQLITE_READONLY|EROFS|25006)/, "read-only"],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|XX00[12])/, "damaged"],
  [/^(57014|25P0[34])/, "no answer in time"],
  [/^(28|3D000|42501|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM)/, "refused"],
  [/^(SQLITE_CANTOPEN|08|57P|53300)/, "not reached"],
];

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

/** What a failed statement says of the database; an error of the question itself stays as it is. */
export function asTrouble(error: unknown, sql: string): unknown {
  const code = codeOf(error);
  const found = code === null ? undefined : troubles.find(([pattern]) => pattern.test(code));
  return found ? new DatabaseTrouble(found[1], operationOf(sql), code) : error;
}

/** As `asTrouble`, where any failure that the database did not answer itself is one of reaching it. */
export function asUnreached(error: unknown, sql: string): unknown {
  const known = asTrouble(error, sql);
  if (isDatabaseTrouble(known) || isAnswer(error)) return known;
  const isLate = error instanceof Error && /timeout/i.test(error.message);
  const trouble = isLate ? "no answer in time" : "not reached";
  return new DatabaseTrouble(trouble, operationOf(sql), codeOf(error));
}

/** Whether Postgres itself said it, on a connection that goes on. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Error && "severity" in error && error.severity === "ERROR";
}

/** The verb and the table. What is asked for comes beside the text, so that no value can be in it. */
function operationOf(sql: string): string {
  const [verb = ""] = sql.trim().toLowerCase().split(/\W/, 1);
  const [, table] = /\b(?:into|update|from|table)\s+"?([a-z_]+)/i.exec(sql) ?? [];
  return table ? `${verb} ${table}` : verb;
}
