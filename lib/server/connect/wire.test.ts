import { describe, expect, test } from "vitest";
import { wireSession } from "@/test/connect/fake-api";
import {
  parsePatient,
  parseSession,
  parseSessionPage,
  parseSource,
  parseSourcePage,
  toWireNewSession,
} from "./wire";

const origins = ["https://app.medblocks.com"];
const parse = (more: Record<string, unknown>) => parseSession(wireSession(more), origins);

const wireConnection = {
  id: "conn_01J9YR9N3X4VZ6P2K5RH7M3LMP",
  connection_id: "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc",
  status: "active",
  failure_code: null,
  failure_at: null,
  created_at: "2026-04-25T14:35:00.000Z",
};

const wireSource = {
  id: "fhirsrc_01J9YR9N3X4VZ6P2K5RH7M3LMP",
  resource_type: "fhir_source",
  name: "Epic MyChart",
  type: "epic",
  fhir_base_url: "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4",
  logo_url: null,
  portal_url: "https://mychart.epic.com",
};

describe("a session", () => {
  test("is read from the vendor's own sample", () => {
    expect(parse({})).toEqual({
      id: "sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT",
      generation: "sessions",
      status: "open",
      url: "https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d",
      patientId: "user_42",
      connectionId: null,
      recommendedIds: ["fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc"],
      returnUrl: "https://app.example.com/connected",
      buttonLabel: "Acme Health",
      connections: [],
      expiresAt: "2026-04-25T15:00:00.000Z",
      createdAt: "2026-04-25T14:30:00.000Z",
      metadata: { signup_source: "checkout" },
    });
  });

  test.each([
    ["patient_flow", "pf_1", "patient-flows"],
    ["patient_session", "ps_1", "patient-sessions"],
  ])("of type %s is read whatever is configured", (resource_type, id, generation) => {
    expect(parse({ resource_type, id })).toMatchObject({ id, generation });
  });

  test("survives fields and words that nobody announced", () => {
    const session = parse({
      status: "paused",
      mood: "fine",
      connections: [{ ...wireConnection, status: "dreaming", extra: {} }],
    });
    expect(session).toMatchObject({ status: "other", connections: [{ status: "other" }] });
  });

  test.each([null, undefined, []])("has no suggestions when the list is %j", (ids) => {
    expect(parse({ recommended_connection_ids: ids })).toMatchObject({ recommendedIds: [] });
  });

  test("does without what an older or newer API may leave out", () => {
    expect(parse({ connections: null, metadata: null, connection_id: undefined })).toMatchObject({
      connections: [],
      metadata: {},
      connectionId: null,
    });
  });

  test("has no link when the link is missing or not safe", () => {
    expect(parse({ url: null })?.url).toBeNull();
    expect(parse({ url: "javascript:alert(1)" })?.url).toBeNull();
  });

  test("tells times in UTC", () => {
    expect(parse({ expires_at: "2026-04-25T17:00:00+02:00" })?.expiresAt).toBe(
      "2026-04-25T15:00:00.000Z",
    );
  });

  test.each([
    ["id", { id: undefined }],
    ["known prefix", { id: "conn_1" }],
    ["kind", { resource_type: undefined }],
    ["right kind", { resource_type: "patient" }],
    ["patient", { patient_id: null }],
    ["status", { status: null }],
    ["end", { expires_at: undefined }],
    ["readable end", { expires_at: "tomorrow" }],
    ["list of attempts", { connections: {} }],
  ])("is not believed without a %s", (_, more) => {
    expect(parse(more)).toBeNull();
  });

  test.each([null, "text", 7, [], [wireSession()]])("is not %j", (json) => {
    expect(parseSession(json, origins)).toBeNull();
  });

  test("keeps metadata as plain keys, the dangerous ones too", () => {
    const json = JSON.parse(
      JSON.stringify(wireSession()).replace(
        '{"signup_source":"checkout"}',
        '{"__proto__":{"admin":true},"constructor":"c","desk_attempt":"a1"}',
      ),
    );
    const metadata = parseSession(json, origins)?.metadata;
    expect(Object.getPrototypeOf(metadata)).toBeNull();
    expect(Object.keys(metadata ?? {})).toEqual(["__proto__", "constructor", "desk_attempt"]);
    expect(metadata?.desk_attempt).toBe("a1");
    expect(metadata?.admin).toBeUndefined();
    expect("admin" in {}).toBe(false);
  });
});

describe("an attempt to connect", () => {
  const only = (more: Record<string, unknown>) =>
    parse({ connections: [{ ...wireConnection, ...more }] })?.connections[0];

  test("that worked is active since it was made", () => {
    expect(only({})).toEqual({
      id: "conn_01J9YR9N3X4VZ6P2K5RH7M3LMP",
      sourceId: "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc",
      status: "active",
      failure: null,
      failureCode: null,
      at: "2026-04-25T14:35:00.000Z",
    });
  });

  test.each([
    ["access_denied", "declined"],
    ["user_denied", "declined"],
    ["oauth_callback_failed", "portal"],
    ["something_new", "portal"],
    [null, "portal"],
  ])("that failed with %s is %s", (failure_code, failure) => {
    const failure_at = "2026-04-25T14:33:10.000Z";
    expect(only({ id: null, status: "failed", failure_code, failure_at })).toMatchObject({
      id: null,
      status: "failed",
      failure,
      failureCode: failure_code,
      at: failure_at,
    });
  });

  test("survives a time that cannot be read", () => {
    expect(only({ created_at: "yesterday" })).toMatchObject({ status: "active", at: null });
  });
});

describe("a list of sessions", () => {
  const list = (data: unknown[], more = {}) => ({
    resource_type: "list",
    data,
    has_more: false,
    next_cursor: null,
    ...more,
  });

  test("goes on only when the API says so and how", () => {
    const next = (more: Record<string, unknown>) =>
      parseSessionPage(list([wireSession()], more), origins)?.nextCursor;
    expect(next({ has_more: true, next_cursor: "c2" })).toBe("c2");
    expect(next({ has_more: false, next_cursor: "c2" })).toBeNull();
    expect(next({ has_more: true, next_cursor: null })).toBeNull();
    expect(next({ has_more: true, next_cursor: "" })).toBeNull();
  });

  test("is not believed when one of its sessions cannot be read", () => {
    expect(parseSessionPage(list([wireSession(), { id: "sess_1" }]), origins)).toBeNull();
  });

  test("is not believed when it is no list", () => {
    expect(parseSessionPage({ data: [wireSession()] }, origins)).toBeNull();
  });

  test("of sources leaves out what cannot be read", () => {
    const page = parseSourcePage(list([wireSource, { ...wireSource, name: null }]));
    expect(page?.items).toHaveLength(1);
  });
});

test("a patient is read with or without details", () => {
  const wire = { id: "user_42", resource_type: "patient", metadata: {} };
  expect(parsePatient({ ...wire, name: "Jane Doe", email: null })).toEqual({
    id: "user_42",
    name: "Jane Doe",
    email: null,
    connections: [],
    rest: { metadata: {} },
  });
  expect(parsePatient({ ...wire, connections: [wireConnection] })).toMatchObject({
    name: null,
    connections: [{ sourceId: wireConnection.connection_id }],
  });
  expect(parsePatient({ ...wire, resource_type: "session" })).toBeNull();
});

test("a source is read, with its portal only when that is a safe address", () => {
  expect(parseSource(wireSource)).toEqual({
    id: "fhirsrc_01J9YR9N3X4VZ6P2K5RH7M3LMP",
    name: "Epic MyChart",
    vendor: "epic",
    portalUrl: "https://mychart.epic.com/",
  });
  expect(parseSource({ ...wireSource, type: null, portal_url: "javascript:1" })).toMatchObject({
    vendor: null,
    portalUrl: null,
  });
  expect(parseSource({ ...wireSource, resource_type: "connection" })).toBeNull();
  expect(parseSource({ ...wireSource, id: "conn_1" })).toBeNull();
});

describe("the body of a create", () => {
  const least = {
    patientId: "user_42",
    patientName: null,
    patientEmail: null,
    sources: { suggested: [] },
    returnUrl: "https://app.example.com/connected",
    buttonLabel: null,
    lifetimeSeconds: 1800,
    metadata: {},
  };

  test("says nothing of what was not given", () => {
    expect(toWireNewSession(least)).toEqual({
      patient_id: "user_42",
      return_url: "https://app.example.com/connected",
      expires_in: 1800,
      metadata: {},
    });
  });

  test("matches the vendor's own sample", () => {
    expect(
      toWireNewSession({
        ...least,
        patientEmail: "jane@example.com",
        patientName: "Jane Doe",
        sources: { suggested: ["fhirsrc_1", "fhirsrc_2"] },
        buttonLabel: "Acme Health",
        metadata: { signup_source: "checkout" },
      }),
    ).toEqual({
      patient_id: "user_42",
      patient_email: "jane@example.com",
      patient_name: "Jane Doe",
      recommended_connection_ids: ["fhirsrc_1", "fhirsrc_2"],
      return_url: "https://app.example.com/connected",
      return_button_label: "Acme Health",
      expires_in: 1800,
      metadata: { signup_source: "checkout" },
    });
  });

  test("names either one source or suggestions", () => {
    const body = toWireNewSession({ ...least, sources: { only: "fhirsrc_1" } });
    expect(body).toMatchObject({ connection_id: "fhirsrc_1" });
    expect(body).not.toHaveProperty("recommended_connection_ids");
  });
});
