import * as z from "zod/mini";
import type { Source } from "./source";

const sourceSchema: z.ZodMiniType<Source> = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.nullable(z.string()),
  portalUrl: z.nullable(z.string()),
});

/** What `GET /api/sources` answers. */
export const searchSchema = z.object({
  sources: z.array(sourceSchema),
  /** There are more than these; longer text narrows them down. */
  more: z.boolean(),
  /** The catalog could not be read just now: this is what it said before. */
  stale: z.boolean(),
});

/** What `GET /api/sources/[id]` answers. */
export const oneSchema = z.object({ source: sourceSchema });
