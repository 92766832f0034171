import "server-only";
import type { AppError } from "@/lib/errors";
import type { ConnectError } from "@/lib/server/connect/errors";

/** What staff are told when a read before the create, or beside it, got no answer: nothing was made. */
export function readFailure(error: ConnectError): AppError {
  const { requestId } = error;
  switch (error.kind) {
    case "unreachable":
      return { kind: "no-connection", requestId };
    case "unknown-outcome":
      return { kind: "not-answering", requestId };
    case "rate-limited":
      return { kind: "rate-limited", requestId, retryAfterSeconds: error.retryAfterSeconds };
    case "rejected":
      return refusal(error, []);
  }
}

/**
 * What staff are told when the API refused to create: certainly nothing was made.
 *
 * @param sourceIds the hospitals of this request
 */
export function refusal(
  error: Extract<ConnectError, { kind: "rejected" }>,
  sourceIds: string[],
): AppError {
  const { requestId } = error;
  switch (error.status) {
    case 401:
      return { kind: "key-refused", requestId };
    case 402:
      return { kind: "plan-exhausted", requestId };
    case 403:
      return { kind: "forbidden", requestId };
    case 404:
      return sourceFields.has(outerParam(error.param))
        ? { kind: "source-gone", requestId, sourceIds }
        : { kind: "not-answering", requestId };
    case 409:
      return { kind: "conflict", requestId, field: formField(error.param) };
    case 502:
      return { kind: "source-not-answering", requestId, sourceIds };
    default:
      return { kind: "field-refused", requestId, field: formField(error.param) };
  }
}

const sourceFields = new Set(["connection_id", "recommended_connection_ids"]);

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

function formField(param: string | null): string | null {
  return formFields.get(outerParam(param)) ?? null;
}

/** `recommended_connection_ids[1]` is about `recommended_connection_ids`. */
function outerParam(param: string | null): string {
  return param?.split(/[.[]/)[0] ?? "";
}
