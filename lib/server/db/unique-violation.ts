import "server-only";

/** Whether a statement failed because a unique column has that value already. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const postgresCode = "23505";
  return error.code === "SQLITE_CONSTRAINT_UNIQUE" || error.code === postgresCode;
}
