import "server-only";
import type { DeskError, NotServedReason } from "@/lib/errors";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import type { Ctx } from "@/lib/server/context";

type Rejected = Extract<ConnectError, { kind: "rejected" }>;

/** What staff are told when a read before the create, or beside it, got no answer: nothing was made. */
export function readFailure(error: ConnectError): DeskError {
  const { requestId } = error;
  switch (error.kind) {
    case "unreachable":
      return { kind: "no-connection", requestId };
    case "unknown-outcome":
      return { kind: "not-answering", requestId };
    case "rate-limited":
      return waiting(error);
    case "rejected":
      return refusal(error, []);
  }
}

/**
 * What staff are told when a create brought no link, as far as its answer says.
 *
 * @param sourceIds the hospitals of the request
 */
export function createFailure(
  error: ConnectError,
  attemptId: string,
  sourceIds: string[],
): DeskError {
  if (error.kind === "rejected") return refusal(error, sourceIds);
  if (error.kind !== "unknown-outcome") return readFailure(error);
  const { requestId, cause } = error;
  if (cause === "unsafe-link" || cause === "other-patient") return { kind: cause, requestId };
  return { kind: "outcome-unknown", requestId, attemptId, fault: cause === "server-fault" };
}

/**
 * What staff are told when a create was refused. Which value is at fault the API may name wrongly or
 * not at all, so each hospital is asked for before the entries are blamed.
 *
 * @param sourceIds the hospitals of the request
 */
export async function explainRefusal(
  { connect }: Pick<Ctx, "connect">,
  error: Rejected,
  sourceIds: string[],
): Promise<DeskError> {
  const said = refusal(error, sourceIds);
  if (said.kind !== "field-refused" || sourceIds.length === 0) return said;

  const answers = await Promise.all(
    sourceIds.map(async (id) => ({ id, source: await connect.getSource(id) })),
  );
  const { requestId } = error;
  const gone = answers.filter(({ source }) => !source.ok && isNotFound(source.error));
  if (gone.length > 0) {
    return { kind: "source-gone", requestId, sourceIds: gone.map(({ id }) => id) };
  }
  // The API has no such hospital, and the catalog cannot say which: it may be any of them.
  const isOfHospitals = said.field === "onlySourceId" || said.field === "suggestedSourceIds";
  return isNotFound(error) && isOfHospitals ? { kind: "source-gone", requestId, sourceIds } : said;
}

/**
 * What staff are told when the API refused to create: certainly nothing was made.
 *
 * @param sourceIds the hospitals of this request
 */
export function refusal(error: Rejected, sourceIds: string[]): DeskError {
  const { status, code, requestId, param } = error;
  const meaning = meanings[`${status} ${code}`] ?? meanings[status] ?? "field-refused";
  switch (meaning) {
    case "source-not-answering":
      return { kind: meaning, requestId, sourceIds };
    case "conflict":
    case "field-refused":
      return { kind: meaning, requestId, field: formField(param) };
    case "key-refused":
    case "forbidden":
    case "plan-exhausted":
      return { kind: meaning, requestId };
    default:
      return { kind: "not-served", requestId, reason: meaning };
  }
}

type Meaning =
  | "key-refused"
  | "forbidden"
  | "plan-exhausted"
  | "field-refused"
  | "conflict"
  | "source-not-answering"
  | NotServedReason;

/**
 * What the API's refusals mean to staff, by status and code, else by status. One code may have two
 * statuses and two cures. What is not here leaves the outcome open, or is about a value of the form.
 */
const meanings: Record<string, Meaning> = {
  "400 unsupported_api_version": "version",
  401: "key-refused",
  "401 expired_api_key": "key-expired",
  402: "plan-exhausted",
  "402 feature_not_enabled": "not-in-plan",
  403: "forbidden",
  // Of another clinic: for this one it is not there.
  "403 scope_violation": "field-refused",
  404: "not-the-api",
  "404 resource_not_found": "field-refused",
  405: "not-the-api",
  409: "conflict",
  413: "too-large",
  502: "source-not-answering",
};

/** 429 and 503: a wait, whose cause may be more than a busy moment. */
function waiting(error: Extract<ConnectError, { kind: "rate-limited" }>): DeskError {
  const { code, requestId, retryAfterSeconds } = error;
  if (code === "api_key_limit_exceeded") {
    return { kind: "not-served", requestId, reason: "too-many-keys" };
  }
  const limit = code === "quota_exceeded" ? ({ limit: "quota" } as const) : {};
  return { kind: "rate-limited", requestId, retryAfterSeconds, ...limit };
}

/** The form's names for the API's. */
const formFields: ReadonlyMap<string, string> = new Map([
  ["patient_id", "patientId"],
  ["patient_name", "name"],
  ["patient_email", "email"],
  ["connection_id", "onlySourceId"],
  ["recommended_connection_ids", "suggestedSourceIds"],
  ["return_url", "returnUrl"],
  ["return_button_label", "buttonLabel"],
  ["expires_in", "lifetimeSeconds"],
  ["metadata", "metadata"],
]);

/** `recommended_connection_ids[1]` is about `recommended_connection_ids`. */
function formField(param: string | null): string | null {
  return formFields.get(param?.split(/[.[]/)[0] ?? "") ?? null;
}
