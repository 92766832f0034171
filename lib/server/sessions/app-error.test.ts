import { describe, expect, it } from "vitest";
import { readFailure, refusal } from "./app-error";
import { mayo, rejected, unanswered } from "./fake-connect";

const requestId = "req_1";

function refused(status: number, param: string | null = null) {
  const error = rejected(status, param);
  if (error.kind !== "rejected") throw new Error("A refusal was asked for.");
  return refusal(error, [mayo.id]);
}

describe("a refusal", () => {
  it.each([
    [401, "key-refused"],
    [402, "plan-exhausted"],
    [403, "forbidden"],
    [404, "not-answering"],
    [405, "field-refused"],
  ])("with %i is told as %s", (status, kind) => {
    expect(refused(status)).toMatchObject({ kind, requestId });
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

  it.each(["connection_id", "recommended_connection_ids", "recommended_connection_ids[0]"])(
    "with 404 at %s is about the hospitals",
    (param) => {
      expect(refused(404, param)).toEqual({ kind: "source-gone", requestId, sourceIds: [mayo.id] });
    },
  );

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

  it("is told as the refusal that it was", () => {
    expect(readFailure(rejected(401))).toEqual({ kind: "key-refused", requestId });
    expect(readFailure(rejected(400, "patient_id"))).toEqual({
      kind: "field-refused",
      requestId,
      field: "patientId",
    });
  });
});
