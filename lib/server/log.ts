import "server-only";
import { type DestinationStream, pino, stdTimeFunctions } from "pino";

/**
 * All that a log line may carry. Nothing here can name a patient: no ids, no addresses,
 * no text of the API's or of a person.
 */
export type LogFields = {
  /** What happened, as a fixed word of ours such as `connect_failed`. */
  event: string;
  operation?: string;
  code?: string | null;
  status?: number | null;
  request_id?: string | null;
  duration_ms?: number;
  /** How far the audit trail goes: number and keyed hash of its last row. */
  seq?: number;
  hash?: string;
  /** Number of the try, from 1. */
  attempt?: number;
  cause?: string | null;
  generation?: string;
  /** How many rows. */
  rows?: number;
  /** The reference that an error page shows. */
  digest?: string | null;
  /** Id of the row that it is about: ours and random, or that of an event. */
  row?: string;
  /** Places in the code, innermost first. */
  stack?: string | null;
};

export type Log = Record<"info" | "warn" | "error", (fields: LogFields) => void>;

const allowed: readonly (keyof LogFields)[] = [
  "event",
  "operation",
  "code",
  "status",
  "request_id",
  "duration_ms",
  "seq",
  "hash",
  "attempt",
  "cause",
  "generation",
  "rows",
  "digest",
  "row",
  "stack",
];

/** Line breaks, terminal escapes and direction overrides: anything that could forge or hide a line. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const longestText = 200;
const longestStack = 2000;

/** Picks again at run time: a wider object passes the compiler as soon as it sits in a variable. */
function allowedOnly(fields: LogFields): Record<string, string | number> {
  const line: Record<string, string | number> = {};
  for (const name of allowed) {
    const value: unknown = fields[name];
    if (typeof value === "number") line[name] = value;
    if (typeof value === "string") {
      line[name] = value
        .slice(0, name === "stack" ? longestStack : longestText)
        .replace(unprintable, "?");
    }
  }
  return line;
}

/** One JSON object a line, to standard output unless told otherwise. */
export function createLog(destination?: DestinationStream): Log {
  const options = {
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    info: (fields) => logger.info(allowedOnly(fields)),
    warn: (fields) => logger.warn(allowedOnly(fields)),
    error: (fields) => logger.error(allowedOnly(fields)),
  };
}

export const log: Log = createLog();
