import "server-only";
import { z } from "zod";

/** What an event is about: ids only, whatever else it says. */
export type Subject = z.infer<typeof subjectSchema>;

/** What is kept of an event until it is handled. */
export const subjectSchema = z.discriminatedUnion("about", [
  /** A patient finished. */
  z.object({ about: z.literal("session"), sessionId: z.string() }),
  /** Access lapsed. */
  z.object({ about: z.literal("connection"), connectionId: z.string() }),
  /** Records of one hospital came, or did not. `connectionId`: `fhirsrc_…` as published, or `conn_…`. */
  z.object({
    about: z.literal("records"),
    patientId: z.string(),
    connectionId: z.string(),
    state: z.enum(["arrived", "failed"]),
    at: z.string(),
  }),
]);

/** `subject` is null when the type is not known here, or says nothing that can be looked up. */
export type IncomingEvent = { id: string; type: string; subject: Subject | null };

const id = z.string().regex(/^[\w-]{1,100}$/);

/** Only what is named here is ever read: a key such as `__proto__` is one of those that are not. */
const envelopeSchema = z.object({
  id,
  type: z.string(),
  created_at: z.iso.datetime({ offset: true }).nullable().catch(null),
  data: z.object({ object: z.unknown() }).nullable().catch(null),
});

const namedSchema = z.object({ id });
const recordsSchema = z.object({ patient_id: z.string().min(1).max(1000), connection_id: id });

/** Null: signed, and still no event that could be told from another. */
export function parseEvent(json: unknown, now: Date): IncomingEvent | null {
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) return null;
  const { id, type, created_at, data } = envelope.data;
  const at = created_at === null ? now : new Date(created_at);
  return {
    id,
    type: /^[a-z][a-z0-9_.]{0,63}$/.test(type) ? type : "other",
    subject: subjectOf(type, data?.object, at > now ? now : at),
  };
}

/** By the names of all three generations. */
function subjectOf(type: string, object: unknown, at: Date): Subject | null {
  switch (type) {
    case "session.completed":
    case "patient_flow.completed":
    case "patient_session.completed": {
      const session = namedSchema.safeParse(object).data;
      return session ? { about: "session", sessionId: session.id } : null;
    }
    case "connection.token_refresh_failed": {
      const connection = namedSchema.safeParse(object).data;
      return connection ? { about: "connection", connectionId: connection.id } : null;
    }
    case "records.sync.completed":
    case "records.sync.failed": {
      const sync = recordsSchema.safeParse(object).data;
      if (!sync) return null;
      const state = type === "records.sync.completed" ? "arrived" : "failed";
      const { patient_id: patientId, connection_id: connectionId } = sync;
      return { about: "records", patientId, connectionId, state, at: at.toISOString() };
    }
    default:
      return null;
  }
}
