import { type FamilyName, families } from "./families";

/** An answer that the API gives on purpose instead of doing what was asked. */
export type Refusal = {
  status: number;
  code: string;
  message: string;
  /** The field at fault, if any. */
  param: string | null;
  headers?: Record<string, string>;
};

const codes = {
  missing_api_key: [401, "No Authorization header"],
  invalid_api_key: [401, "API key invalid"],
  expired_api_key: [401, "API key past its end date"],
  bad_request: [400, "Malformed request"],
  invalid_data: [400, "A value is not valid"],
  unsupported_api_version: [400, "This Version is not supported"],
  quota_exceeded: [402, "Active patient allowance used up"],
  insufficient_scope: [403, "The key lacks a scope"],
  resource_not_found: [404, "Not found"],
  resource_conflict: [409, "Clashes with existing data"],
  external_id_already_exists: [409, "That patient_id is already in use"],
  payload_too_large: [413, "Request body too large"],
  throttled: [429, "Too many requests"],
  internal_error: [500, "Something went wrong"],
  fhir_error: [502, "The upstream FHIR server failed"],
} as const;

export type ErrorCode = keyof typeof codes;

const typeOfStatus: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "invalid_request_error",
  429: "rate_limit_error",
  502: "ehr_error",
};

const usualCode: Record<number, ErrorCode> = {
  400: "invalid_data",
  401: "invalid_api_key",
  402: "quota_exceeded",
  403: "insufficient_scope",
  404: "resource_not_found",
  409: "resource_conflict",
  413: "payload_too_large",
  429: "throttled",
  502: "fhir_error",
};

/** A refusal with the status and the message that belong to its code. */
export function refuse(code: ErrorCode, param: string | null = null, message?: string): Refusal {
  const [status, usualMessage] = codes[code];
  return { status, code, param, message: message ?? usualMessage };
}

/** A refusal with any status, for faults on demand; the code may be one that we never use. */
export function refuseWith(status: number, given: { code?: string; param?: string }): Refusal {
  const usual = usualCode[status] ?? "internal_error";
  const [, message] = codes[usual];
  return { status, code: given.code ?? usual, param: given.param ?? null, message };
}

/** The error body: six fields, always all of them. */
export function envelope(refusal: Refusal, family: FamilyName, requestId: string) {
  return {
    error: {
      type: typeOfStatus[refusal.status] ?? "api_error",
      code: refusal.code,
      message: refusal.message,
      param: refusal.param,
      doc_url: families[family].docUrl(refusal.code),
      request_id: requestId,
    },
  };
}
