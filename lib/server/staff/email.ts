import "server-only";

/** One address, one account: as it is kept and compared. */
export function tidyEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}
