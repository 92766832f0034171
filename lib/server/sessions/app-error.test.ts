import { describe, expect, it } from "vitest";
import { mayo, rejected, unanswered } from "@/test/sessions/fake-connect";
import { readFailure, refusal } from "./app-error";

const requestId = "req_1";

function refused(status: number, param: string | null = null, code = "a_code") {
  return refusal(rejected(status, param, code), [mayo.id]);
}

describe("a refusal", () => {
  it.each([
    [401, "missing_api_key", "key-refused"],
    [401, "invalid_api_key", "key-refused"],
    [401, "not_authenticated", "key-refused"],
    [401, "invalid_credentials", "key-refused"],
    [401, "session_expired", "key-refused"],
    [401, "http_401", "key-refused"],
    [402, "quota_exceeded", "plan-exhausted"],
    [402, "http_402", "plan-exhausted"],
    [403, "forbidden", "forbidden"],
    [403, "org_access_denied", "forbidden"],
    [403, "role_insufficient", "forbidden"],
    [403, "patient_access_denied", "forbidden"],
    [403, "insufficient_scope", "forbidden"],
    [403, "scope_violation", "field-refused"],
    [400, "bad_request", "field-refused"],
    [400, "invalid_data", "field-refused"],
    [400, "invalid_image", "field-refused"],
    [400, "oauth_state_expired", "field-refused"],
    [422, "http_422", "field-refused"],
    [404, "resource_not_found", "field-refused"],
    [409, "resource_conflict", "conflict"],
    [409, "already_linked", "conflict"],
    [409, "external_id_already_exists", "conflict"],
    [502, "fhir_error", "source-not-answering"],
    [502, "oauth_error", "source-not-answering"],
    [502, "token_exchange_failed", "source-not-answering"],
    [502, "token_unavailable", "source-not-answering"],
    [418, "a_code", "field-refused"],
  ])("with %i and %s is told as %s", (status, code, kind) => {
    expect(refused(status, null, code)).toMatchObject({ kind, requestId });
  });

  it.each([
    [400, "unsupported_api_version", "version"],
    [401, "expired_api_key", "key-expired"],
    [402, "feature_not_enabled", "not-in-plan"],
    [413, "payload_too_large", "too-large"],
    [413, "http_413", "too-large"],
    [404, "http_404", "not-the-api"],
    [404, "route_not_found", "not-the-api"],
    [405, "http_405", "not-the-api"],
  ])("with %i and %s is for who runs the desk: %s", (status, code, reason) => {
    expect(refused(status, null, code)).toEqual({ kind: "not-served", requestId, reason });
  });

  it.each([
    ["patient_id", "patientId"],
    ["patient_name", "name"],
    ["patient_email", "email"],
    ["connection_id", "onlySourceId"],
    ["recommended_connection_ids", "suggestedSourceIds"],
    ["recommended_connection_ids.2", "suggestedSourceIds"],
    ["recommended_connection_ids[2]", "suggestedSourceIds"],
    ["return_url", "returnUrl"],
    ["return_button_label", "buttonLabel"],
    ["expires_in", "lifetimeSeconds"],
    ["metadata.visit", "metadata"],
    ["nickname", null],
    ["constructor", null],
    [null, null],
  ])("of %s points at the form's field %s", (param, field) => {
    expect(refused(400, param)).toEqual({ kind: "field-refused", requestId, field });
    expect(refused(409, param)).toEqual({ kind: "conflict", requestId, field });
  });

  it("with 502 names the hospitals that were asked for", () => {
    const told = { kind: "source-not-answering", requestId, sourceIds: [mayo.id] };
    expect(refused(502)).toEqual(told);
  });
});

describe("a read that failed", () => {
  it("never leaves the outcome of a create open, because there was none", () => {
    expect(readFailure(unanswered("server-fault"))).toEqual({ kind: "not-answering", requestId });
    expect(readFailure({ kind: "unreachable", cause: "refused", requestId: null })).toEqual({
      kind: "no-connection",
      requestId: null,
    });
  });

  it("says how long to wait", () => {
    const error = { kind: "rate-limited", retryAfterSeconds: 8, code: "throttled" } as const;
    expect(readFailure({ ...error, requestId })).toEqual({
      kind: "rate-limited",
      requestId,
      retryAfterSeconds: 8,
    });
  });

  it("tells a used-up quota and too many keys from a busy moment", () => {
    const error = { kind: "rate-limited", retryAfterSeconds: 60, requestId } as const;
    expect(readFailure({ ...error, code: "quota_exceeded" })).toEqual({
      kind: "rate-limited",
      requestId,
      retryAfterSeconds: 60,
      limit: "quota",
    });
    expect(readFailure({ ...error, code: "api_key_limit_exceeded" })).toEqual({
      kind: "not-served",
      requestId,
      reason: "too-many-keys",
    });
  });

  it("is told as the refusal that it was", () => {
    expect(readFailure(rejected(401))).toEqual({ kind: "key-refused", requestId });
    expect(readFailure(rejected(400, "patient_id"))).toEqual({
      kind: "field-refused",
      requestId,
      field: "patientId",
    });
  });
});
