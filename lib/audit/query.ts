import * as z from "zod/mini";
import { auditActions } from "./action";

/** What the address of the page may say; anything else in it counts as not said. */
const opaque = z.string().check(z.regex(/^[\w-]{1,64}$/));
const instant = z.iso.datetime();

const querySchema = z.object({
  /** Id of a member of staff. */
  who: z.catch(z.optional(opaque), undefined),
  what: z.catch(z.optional(z.enum(auditActions)), undefined),
  /** First moment, ISO 8601 UTC. */
  from: z.catch(z.optional(instant), undefined),
  /** The moment after the last, ISO 8601 UTC. */
  until: z.catch(z.optional(instant), undefined),
  /** Keyed hash of a patient id: the id itself never gets into an address. */
  patient: z.catch(z.optional(opaque), undefined),
  /** The last row of the page before. */
  before: z.catch(z.optional(z.string().check(z.regex(/^[\d:.TZ-]{24}_\d{1,9}$/))), undefined),
});

/** Which part of the audit trail a page shows. */
export type AuditQuery = z.infer<typeof querySchema>;

export function readAuditQuery(params: Record<string, string | string[] | undefined>): AuditQuery {
  return querySchema.parse(params);
}

/** The address of that page. */
export function auditAddress(query: AuditQuery): `/audit?${string}` {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
  return `/audit?${params}`;
}
