import * as z from "zod/mini";
import type { SessionState } from "./session";

/** Rows of one answer. */
export const worklistPageSize = 50;
const shownAtMost = 500;
const searchAtMost = 200;

/** Which links are listed. */
export type WorklistShow = "today" | "waiting" | "help" | "all";

/** A row's place: later ones come first. */
export type WorklistPlace = { createdAt: string; id: string };

/** Where a link stands, or an attempt of which nobody knows yet whether it became one. */
export type WorklistState = SessionState | "creating" | "unknown" | "not-made";

/** One link as the worklist shows it. Holds nothing that opens the link. */
export type WorklistRow = WorklistPlace & {
  tag: string;
  /** `key` is fit for a URL, as the id is not. */
  patient: { id: string; name: string; key: string };
  state: WorklistState;
  /** Of so many hospitals. */
  connected: number;
  hospitals: number;
  linkWorks: boolean;
  needsHelp: boolean;
  expiresAt: string;
  /** When the API was last heard, if that is too long ago to be relied on; else null. */
  oldSince: string | null;
  /** A name; null when it was made elsewhere. */
  madeBy: string | null;
};

const time = z.iso.datetime({ precision: 3 });
const id = z.string().check(z.maxLength(64));
const place = z.object({ createdAt: time, id });

const filterShape = {
  show: z.enum(["today", "waiting", "help", "all"]),
  /** Only what the asking member of staff made. */
  mine: z.boolean(),
  /** A patient id, words of a name or a tag; empty: whatever it is. */
  search: z.string().check(z.maxLength(searchAtMost)),
  /** When today began at that PC: only a browser knows its time zone. */
  since: time,
};

export const worklistRequestSchema = z.object({
  ...filterShape,
  /** The last row of the page before; null for the first page. */
  before: z.nullable(place),
});

export const worklistChangesSchema = z.object({
  ...filterShape,
  /** Ids of the rows on the screen. */
  shown: z.array(id).check(z.maxLength(shownAtMost)),
  /** The last row on the screen when there are older ones; null when all are on the screen. */
  until: z.nullable(place),
});

export type WorklistFilter = Pick<WorklistRequest, "show" | "mine" | "search">;
export type WorklistRequest = z.infer<typeof worklistRequestSchema>;
export type WorklistChangesRequest = z.infer<typeof worklistChangesSchema>;

const state = z.enum([
  ...(["waiting", "connecting", "connected", "partly", "nothing", "ended"] as const),
  ...(["creating", "unknown", "not-made"] as const),
]);

const rowSchema: z.ZodMiniType<WorklistRow> = z.object({
  id: z.string(),
  createdAt: z.string(),
  tag: z.string(),
  patient: z.object({ id: z.string(), name: z.string(), key: z.string() }),
  state,
  connected: z.number(),
  hospitals: z.number(),
  linkWorks: z.boolean(),
  needsHelp: z.boolean(),
  expiresAt: z.string(),
  oldSince: z.nullable(z.string()),
  madeBy: z.nullable(z.string()),
});

export const worklistPageSchema = z.object({
  rows: z.array(rowSchema),
  hasOlder: z.boolean(),
  /** How many of today's links need help, whoever made them unless only the asker's are wanted. */
  helpToday: z.number(),
  /** The server's clock, ISO 8601 UTC. */
  serverNow: z.string(),
});

export const worklistChangesAnswerSchema = z.object({
  /** What is on the screen, as it stands now. */
  rows: z.array(rowSchema),
  /** Rows that would come or go if the list were read again. */
  changes: z.number(),
  helpToday: z.number(),
  serverNow: z.string(),
});

export type WorklistPage = z.infer<typeof worklistPageSchema>;
export type WorklistChanges = z.infer<typeof worklistChangesAnswerSchema>;
