/** The metadata key under which our own attempt id travels. */
export const attemptMetadataKey = "desk_attempt";

/** A fresh attempt id: 128 random bits. Works on plain http too, where `randomUUID` is missing. */
export function newAttemptId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
