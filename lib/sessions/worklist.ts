import * as z from "zod/mini";
import type { Help } from "./follow-up";
import type { FollowedUp, SessionState } from "./session";

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
  /** What was heard of the records of those that are connected; null when none is. */
  records: RecordsSummary | null;
  linkWorks: boolean;
  needsHelp: boolean;
  /** What happened and what to do about it; null when nothing has to be done, or nobody can yet. */
  help: Help | null;
  /** What staff noted when they had looked after it; null: nobody has. */
  followedUp: FollowedUp | null;
  expiresAt: string;
  /** When the API was last heard, ISO 8601 UTC; null of an attempt without a link. */
  checkedAt: string | null;
  freshness: Freshness;
  /** A name; null when it was made elsewhere. */
  madeBy: string | null;
};

/** `at`: when the latest came, ISO 8601 UTC; null: none has. */
export type RecordsSummary = { arrived: number; at: string | null };

/**
 * Whether a status can be relied on.
 *
 * - `old`: too long ago; it is being asked
 * - `unreachable`: too long ago, and Medblocks does not answer
 */
export type Freshness = "fresh" | "old" | "unreachable";

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

const source = z.object({ sourceId: z.string(), name: z.string() });

const help: z.ZodMiniType<Help> = z.object({
  reason: z.enum([
    ...(["records", "lapsed", "failed", "disconnected", "declined"] as const),
    ...(["nothing", "unused"] as const),
  ]),
  hospitals: z.array(source),
  act: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("again") }),
    z.object({ kind: z.literal("only"), hospital: source }),
    z.object({ kind: z.literal("without"), hospitals: z.array(source) }),
  ]),
});

const followedUp: z.ZodMiniType<FollowedUp> = z.object({
  at: z.string(),
  by: z.nullable(z.string()),
  note: z.string(),
});

const rowSchema: z.ZodMiniType<WorklistRow> = z.object({
  id: z.string(),
  createdAt: z.string(),
  tag: z.string(),
  patient: z.object({ id: z.string(), name: z.string(), key: z.string() }),
  state,
  connected: z.number(),
  hospitals: z.number(),
  records: z.nullable(z.object({ arrived: z.number(), at: z.nullable(z.string()) })),
  linkWorks: z.boolean(),
  needsHelp: z.boolean(),
  help: z.nullable(help),
  followedUp: z.nullable(followedUp),
  expiresAt: z.string(),
  checkedAt: z.nullable(z.string()),
  freshness: z.enum(["fresh", "old", "unreachable"]),
  madeBy: z.nullable(z.string()),
});

export const worklistPageSchema = z.object({
  rows: z.array(rowSchema),
  /** Where the next page starts; null when this is the last. */
  older: z.nullable(z.object({ createdAt: z.string(), id: z.string() })),
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

/** The link of one row, asked for when it is wanted. */
export const linkAnswerSchema = z.object({ url: z.string() });

export type WorklistPage = z.infer<typeof worklistPageSchema>;
export type WorklistChanges = z.infer<typeof worklistChangesAnswerSchema>;
