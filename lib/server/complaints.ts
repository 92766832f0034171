import "server-only";
import { inspect } from "node:util";
import { troubleFields } from "./db/trouble";
import type { Log, LogFields } from "./log";

/**
 * Turns what Next and Node print about errors into lines of the log. Kept is which kind of error it
 * was and where in the code, not its message: a parser's quotes what it was given, and that may be
 * a patient's name or an address with an id in it. Of the database's: what is wrong with it, and what
 * it was asked.
 */
export function logComplaints(
  console: Pick<Console, "error" | "warn">,
  log: Pick<Log, "error" | "warn">,
): void {
  for (const level of ["error", "warn"] as const) {
    console[level] = (...said: unknown[]) => log[level]({ event: "complaint", ...fieldsOf(said) });
  }
}

function fieldsOf(said: unknown[]): Omit<LogFields, "event"> {
  const error = said.find((part) => part instanceof Error);
  if (!error) return {};
  const digest = word("digest" in error ? error.digest : null);
  const trouble = troubleFields(error);
  if (trouble) return { ...trouble, digest };
  return {
    cause: word(error.name),
    code: word("code" in error ? error.code : null),
    digest,
    stack: placesOf(error),
  };
}

/** Names and codes are fixed words; anything else may be a text that somebody sent. */
function word(text: unknown): string | null {
  return typeof text === "string" && /^\w{1,64}$/.test(text) ? text : null;
}

/** The lines right behind the message; what an error has beside them may be anybody's words. */
function placesOf(error: Error): string | null {
  // Unlike `error.stack`, what Next shows here names our files and not those of the build.
  const shown = inspect(error);
  const start = shown.indexOf(error.message);
  if (start === -1) return null;
  const [, ...lines] = shown.slice(start + error.message.length).split("\n");
  const places = lines.map((line) => line.trim());
  const end = places.findIndex((line) => !line.startsWith("at "));
  return places.slice(0, end === -1 ? places.length : end).join(", ");
}
