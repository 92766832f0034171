import { describe, expect, it } from "vitest";
import { wireEvent } from "@/test/live-updates/test-updates";
import { parseEvent } from "./event";

const now = new Date("2026-04-25T14:30:00.000Z");
const subjectOf = (type: string, object: unknown, more = {}) =>
  parseEvent(wireEvent(type, object, more), now)?.subject;

describe("an event", () => {
  it.each([
    ["session.completed", "sess_1"],
    ["patient_flow.completed", "pf_1"],
    ["patient_session.completed", "ps_1"],
  ])("called %s is about a session, and only its id is read", (type, id) => {
    const object = { id, status: "complete", patient_id: "MRN-1", connections: [{ id: "conn_1" }] };
    expect(subjectOf(type, object)).toEqual({ about: "session", sessionId: id });
  });

  it("of lapsed access is about a connection, whose patient it does not name", () => {
    const object = { id: "conn_1", connection_id: "fhirsrc_mayo", status: "refresh_failed" };
    const subject = { about: "connection", connectionId: "conn_1" };
    expect(subjectOf("connection.token_refresh_failed", object)).toEqual(subject);
  });

  it.each([
    ["records.sync.completed", "arrived"],
    ["records.sync.failed", "failed"],
  ])("called %s says that records %s", (type, state) => {
    const object = { patient_id: "MRN 1/ü", connection_id: "fhirsrc_mayo", error_message: "no" };
    expect(subjectOf(type, object, { created_at: "2026-04-25T16:29:00+02:00" })).toEqual({
      about: "records",
      patientId: "MRN 1/ü",
      connectionId: "fhirsrc_mayo",
      state,
      at: "2026-04-25T14:29:00.000Z",
    });
  });

  it.each(["2031-01-01T00:00:00Z", "yesterday", 5, null, undefined])(
    "made at %s was made now",
    (created_at) => {
      const object = { patient_id: "MRN-1", connection_id: "fhirsrc_mayo" };
      const subject = subjectOf("records.sync.completed", object, { created_at });
      expect(subject).toMatchObject({ at: now.toISOString() });
    },
  );

  it.each([
    ["an unknown type", "session.imagined", { id: "sess_1" }],
    ["a type that every object has", "constructor", { id: "sess_1" }],
    ["no object", "session.completed", undefined],
    ["null", "session.completed", null],
    ["a list", "session.completed", [{ id: "sess_1" }]],
    ["an id that is no text", "session.completed", { id: 7 }],
    ["an id that leads elsewhere", "session.completed", { id: "../patients/1" }],
    ["an endless id", "session.completed", { id: "s".repeat(101) }],
    ["no patient", "records.sync.completed", { connection_id: "fhirsrc_mayo" }],
  ])("with %s is an event about nothing", (_, type, object) => {
    expect(parseEvent(wireEvent(type, object), now)).toMatchObject({ id: "evt_1", subject: null });
  });

  it.each([
    ["a number", 7],
    ["null", null],
    ["a text", "evt_1"],
    ["a list", []],
    ["nothing", {}],
    ["no id", { type: "session.completed" }],
    ["an empty id", { id: "", type: "session.completed" }],
    ["an id with a line break", { id: "evt\n1", type: "session.completed" }],
    ["no type", { id: "evt_1" }],
  ])("is not %s", (_, json) => {
    expect(parseEvent(json, now)).toBeNull();
  });

  it("keeps no type that is not a plain word", () => {
    expect(parseEvent(wireEvent("MRN-1 <b>", {}), now)?.type).toBe("other");
    expect(parseEvent(wireEvent("x".repeat(65), {}), now)?.type).toBe("other");
  });

  it.each([
    '{"__proto__":{"id":"evt_1","type":"session.completed"}}',
    '{"constructor":{"prototype":{"id":"evt_1"}},"type":"session.completed"}',
  ])("takes nothing from a planted prototype: %s", (text) => {
    expect(parseEvent(JSON.parse(text), now)).toBeNull();
    expect(Object.prototype).not.toHaveProperty("id");
  });

  it("takes only what it names, whatever else is in it", () => {
    const object = JSON.parse('{"id":"sess_1","__proto__":{"isAdmin":true},"constructor":1}');
    const subject = subjectOf("session.completed", object);
    expect(Object.keys(subject ?? {})).toEqual(["about", "sessionId"]);
    expect(subject).not.toHaveProperty("isAdmin");
  });
});
