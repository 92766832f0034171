import { z } from "zod";
import { type FamilyName, familyNames } from "./families";

/** Switches that a reset can change. */
export const settingsSchema = z.strictObject({
  /** Path families that exist; the others are unknown paths. */
  families: z
    .array(z.enum(familyNames))
    .min(1)
    .default([...familyNames]),
  /** Rows of the catalog; null: the demo catalog as it is. */
  catalogSize: z.int().min(0).max(200_000).nullable().default(null),
  /** Added to every API answer, in milliseconds. */
  latencyMs: z.int().min(0).max(600_000).default(0),
  /** How long a slow hospital takes to sign a patient in, in milliseconds. */
  slowPortalMs: z.int().min(0).max(600_000).default(3000),
  /**
   * What an unknown path gets: the web app's page (a GET only), JSON that is not the API's, the page
   * of a proxy that finds nothing, or the answer of a router that knows the path for other methods.
   */
  unknownPaths: z.enum(["html", "json", "proxy", "method"]).default("html"),
  /** Whether every answer says that this is the sandbox; if not, it passes for the vendor's host. */
  introduces: z.boolean().default(true),
  /** Whether `GET /openapi/medblocks.json` exists. */
  openApi: z.boolean().default(true),
  /** Whether patient ids that look like an id of the API's own are refused. */
  reservedIds: z.boolean().default(true),
  /** Whether connections can be disconnected; needs the `patient-sessions` family as well. */
  disconnect: z.boolean().default(true),
  /** Whether there are webhooks; nothing public shows them in the oldest generation. */
  webhooks: z.boolean().default(true),
  /** How many times faster than in life the pauses between attempts go by. */
  webhookSpeed: z.number().positive().max(1e9).default(1),
  /** How long a receiver may take to answer, in milliseconds. */
  webhookAnswerMs: z.int().min(1).max(600_000).default(5000),
  /** How long after a connection the pull of its records is done, in milliseconds. */
  recordsAfterMs: z.int().min(0).max(600_000).default(2000),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The family that speaks for the paths which all families share. */
export function mainFamily(settings: Settings): FamilyName {
  return familyNames.find((name) => settings.families.includes(name)) ?? "sessions";
}
