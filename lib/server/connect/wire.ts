import "server-only";
import { z } from "zod";
import type { Source } from "@/lib/sources/source";
import { type Generation, generationOf } from "./generations";
import { httpsLink, safeLink } from "./link";
import type { Connection, NewSession, Patient, PatientRecord, Session } from "./session";

/** One page of a list; `nextCursor` is null at the end. */
export type Page<T> = { items: T[]; nextCursor: string | null };

/** ISO 8601 with any offset, to UTC. */
const wireTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

const wireText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** The API's `connection_id` is the source, in every place. */
const wireConnectionSchema = z.object({
  id: wireText,
  connection_id: z.string(),
  status: z.string(),
  failure_code: wireText,
  failure_at: wireTime.nullish().catch(null),
  updated_at: wireTime.nullish().catch(null),
  created_at: wireTime.nullish().catch(null),
});

const wireConnections = z
  .array(wireConnectionSchema.transform(toConnection))
  .nullish()
  .transform((connections) => connections ?? []);

const wireSessionSchema = z.object({
  resource_type: z.enum(["session", "patient_flow", "patient_session"]),
  id: z.string(),
  status: z.string(),
  url: wireText,
  patient_id: z.string(),
  connection_id: wireText,
  recommended_connection_ids: z.array(z.string()).nullish(),
  return_url: wireText.catch(null),
  return_button_label: wireText.catch(null),
  connections: wireConnections,
  expires_at: wireTime,
  created_at: wireTime,
  metadata: z.unknown(),
});

const wirePatientSchema = z.looseObject({
  resource_type: z.literal("patient"),
  id: z.string(),
  name: wireText,
  email: wireText,
  connections: wireConnections,
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
});

const wireSourceSchema = z.object({
  resource_type: z.literal("fhir_source"),
  id: z.string().startsWith("fhirsrc_"),
  name: z.string().min(1),
  type: wireText,
  portal_url: wireText,
});

const wireDisconnectedSchema = z.object({
  resource_type: z.literal("connection"),
  id: z.string(),
  disconnected: z.literal(true),
});

const wirePageSchema = z.object({
  resource_type: z.literal("list"),
  data: z.array(z.unknown()),
  has_more: z.boolean().nullish(),
  next_cursor: wireText,
});

/** Null, here and below: the JSON is not of the expected kind or shape. */
export function parseSession(json: unknown, linkOrigins: readonly string[]): Session | null {
  const wire = wireSessionSchema.safeParse(json);
  if (!wire.success) return null;
  const generation = generationOf(wire.data.id);
  return generation && toSession(wire.data, generation, linkOrigins);
}

/** One unreadable session spoils the page: leaving it out could hide the one that is looked for. */
export function parseSessionPage(
  json: unknown,
  linkOrigins: readonly string[],
): Page<Session> | null {
  const page = parsePage(json, (item) => parseSession(item, linkOrigins));
  return page && page.items.length === page.listed ? page : null;
}

export function parsePatient(json: unknown): Patient | null {
  const wire = wirePatientSchema.safeParse(json);
  if (!wire.success) return null;
  const { resource_type, created_at, updated_at, id, name, email, connections, ...others } =
    wire.data;
  const rest = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
  return { id, name, email, connections, rest };
}

export function parseSource(json: unknown): Source | null {
  const wire = wireSourceSchema.safeParse(json);
  if (!wire.success) return null;
  const { id, name, type, portal_url } = wire.data;
  return { id, name, vendor: type, portalUrl: httpsLink(portal_url) };
}

/** One unreadable catalog entry is left out: the others can still be searched. */
export function parseSourcePage(json: unknown): Page<Source> | null {
  return parsePage(json, parseSource);
}

/** The tombstone of a connection that was ended. */
export function parseDisconnected(json: unknown): { id: string } | null {
  const wire = wireDisconnectedSchema.safeParse(json);
  return wire.success ? { id: wire.data.id } : null;
}

/** The body of a create. What is null or empty is left out: the API refuses null. */
export function toWireNewSession(input: NewSession): Record<string, unknown> {
  const { sources } = input;
  return {
    patient_id: input.patientId,
    ...(input.patientName !== null && { patient_name: input.patientName }),
    ...(input.patientEmail !== null && { patient_email: input.patientEmail }),
    ...("only" in sources && { connection_id: sources.only }),
    ...("suggested" in sources &&
      sources.suggested.length > 0 && { recommended_connection_ids: sources.suggested }),
    return_url: input.returnUrl,
    ...(input.buttonLabel !== null && { return_button_label: input.buttonLabel }),
    expires_in: input.lifetimeSeconds,
    metadata: input.metadata,
  };
}

/** The body of a write of a patient, which clears what it leaves out. */
export function toWirePatient({ id, name, email, rest }: PatientRecord): Record<string, unknown> {
  return {
    ...rest,
    patient_id: id,
    ...(name !== null && { name }),
    ...(email !== null && { email }),
  };
}

/** One page of any list; what `parseItem` cannot read is left out. */
export function parsePage<T>(
  json: unknown,
  parseItem: (item: unknown) => T | null,
): (Page<T> & { listed: number }) | null {
  const wire = wirePageSchema.safeParse(json);
  if (!wire.success) return null;
  const { data, has_more, next_cursor } = wire.data;
  return {
    items: data.map(parseItem).filter((item) => item !== null),
    nextCursor: has_more ? next_cursor || null : null,
    listed: data.length,
  };
}

function toSession(
  wire: z.output<typeof wireSessionSchema>,
  generation: Generation,
  linkOrigins: readonly string[],
): Session {
  return {
    id: wire.id,
    generation,
    status: oneOf(wire.status, ["open", "complete", "expired"]),
    url: safeLink(wire.url, linkOrigins),
    patientId: wire.patient_id,
    connectionId: wire.connection_id,
    recommendedIds: wire.recommended_connection_ids ?? [],
    returnUrl: wire.return_url,
    buttonLabel: wire.return_button_label,
    connections: wire.connections,
    expiresAt: wire.expires_at,
    createdAt: wire.created_at,
    metadata: toMetadata(wire.metadata),
  };
}

function toConnection(wire: z.output<typeof wireConnectionSchema>): Connection {
  const status = oneOf(wire.status, [
    "active",
    "failed",
    "expired",
    "refresh_failed",
    "disconnected",
  ]);
  const failed = status === "failed";
  const declined = wire.failure_code === "access_denied" || wire.failure_code === "user_denied";
  return {
    id: wire.id,
    sourceId: wire.connection_id,
    status,
    failure: failed ? (declined ? "declined" : "portal") : null,
    failureCode: wire.failure_code,
    at: (failed ? wire.failure_at : wire.updated_at) ?? wire.created_at ?? null,
  };
}

/** The API's enumerations are open sets: a word that we do not know is "other". */
function oneOf<Known extends string>(text: string, known: readonly Known[]): Known | "other" {
  return known.find((word) => word === text) ?? "other";
}

/** Without a prototype a key named `__proto__` is a key like any other. */
function toMetadata(json: unknown): Record<string, unknown> {
  const metadata: Record<string, unknown> = Object.create(null);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return metadata;
  return Object.assign(metadata, json);
}
