import { describe, expect, it } from "vitest";
import type { DeskError } from "@/lib/errors";
import { fail, ok } from "@/lib/result";
import type { ConnectError, UnknownCause } from "@/lib/server/connect/errors";
import { testCtx } from "@/test/ctx";
import { cleveland, mayo, notFound, rejected, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { findByAttempt } from "./find";

const requestId = "req_1";
const tooOften: ConnectError = {
  kind: "rate-limited",
  retryAfterSeconds: 8,
  code: "throttled",
  requestId,
};

describe("a create that the API refuses", () => {
  it.each<[string, ConnectError, DeskError]>([
    ["its key", rejected(401), { kind: "key-refused", requestId }],
    ["its plan", rejected(402), { kind: "plan-exhausted", requestId }],
    ["its rights", rejected(403), { kind: "forbidden", requestId }],
    [
      "the email",
      rejected(400, "patient_email"),
      { kind: "field-refused", requestId, field: "email" },
    ],
    ["the size", rejected(413), { kind: "not-served", requestId, reason: "too-large" }],
    [
      "a note",
      rejected(422, "metadata.visit"),
      { kind: "field-refused", requestId, field: "metadata" },
    ],
    [
      "the patient ID that is taken",
      rejected(409, "patient_id"),
      { kind: "conflict", requestId, field: "patientId" },
    ],
    [
      "because the hospital does not answer",
      rejected(502),
      { kind: "source-not-answering", requestId, sourceIds: [mayo.id, cleveland.id] },
    ],
    ["for now", tooOften, { kind: "rate-limited", requestId, retryAfterSeconds: 8 }],
    [
      "before it is reached",
      { kind: "unreachable", cause: "dns", requestId: null },
      { kind: "no-connection", requestId: null },
    ],
  ])("%s made nothing, and a fresh attempt works", async (_, error, told) => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: error };
    const suggestedSourceIds = [mayo.id, cleveland.id];

    expect(await press(ctx, { suggestedSourceIds })).toEqual(fail(told));

    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "not-made" });
    expect(api.created).toHaveLength(1);
    api.failing = {};
    expect((await press(ctx, { attemptId: attempt(2), suggestedSourceIds })).ok).toBe(true);
  });
});

describe("a hospital that is no longer listed", () => {
  it.each(["recommended_connection_ids", "recommended_connection_ids[1]"])(
    "is named among those that were suggested when the API points at %s",
    async (param) => {
      const { ctx, api } = await testCtx();
      api.failing = { createSession: rejected(404, param) };
      api.sources.delete(cleveland.id);

      const result = await press(ctx, { suggestedSourceIds: [mayo.id, cleveland.id] });

      expect(result).toEqual(fail({ kind: "source-gone", requestId, sourceIds: [cleveland.id] }));
      expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "not-made" });
    },
  );

  it.each<[string, ConnectError]>([
    ["at nothing", rejected(404)],
    ["at the patient", rejected(404, "patient_id")],
    ["at an id", rejected(404, "id")],
    ["at nothing, as a value that it does not take", rejected(400)],
    ["at another value", rejected(400, "return_url", "invalid_data")],
    ["at something of another clinic", rejected(403, null, "scope_violation")],
  ])("is found when the API points %s", async (_, error) => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: error };
    api.sources.delete(cleveland.id);

    const result = await press(ctx, { suggestedSourceIds: [mayo.id, cleveland.id] });

    expect(result).toEqual(fail({ kind: "source-gone", requestId, sourceIds: [cleveland.id] }));
  });

  it.each<[ConnectError, string | null]>([
    [rejected(404, "patient_id"), "patientId"],
    [rejected(404), null],
    [rejected(400, "return_url"), "returnUrl"],
  ])("is not blamed when all are there: %j", async (error, field) => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: error };

    expect(await press(ctx, { suggestedSourceIds: [mayo.id] })).toEqual(
      fail({ kind: "field-refused", requestId, field }),
    );
  });

  it("is the only one in Direct Mode", async () => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: rejected(404, "connection_id"), getSource: notFound };

    const result = await press(ctx, { mode: "only", onlySourceId: mayo.id });

    expect(result).toEqual(fail({ kind: "source-gone", requestId, sourceIds: [mayo.id] }));
  });

  it("may be any of them when the catalog cannot tell", async () => {
    const { ctx, api } = await testCtx();
    api.failing = {
      createSession: rejected(404, "recommended_connection_ids"),
      getSource: unanswered(),
    };

    const result = await press(ctx, { suggestedSourceIds: [mayo.id, cleveland.id] });

    expect(result).toMatchObject({ error: { sourceIds: [mayo.id, cleveland.id] } });
  });
});

describe("a create without a trustworthy answer", () => {
  it.each<[UnknownCause, boolean]>([
    ["timeout", false],
    ["dropped", false],
    ["server-fault", true],
    ["not-json", false],
    ["cut-off", false],
    ["too-large", false],
    ["wrong-shape", false],
    ["redirect", false],
  ])("(%s) is unknown and never sent again by itself", async (cause, fault) => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: unanswered(cause) };

    const result = await press(ctx);

    expect(result).toEqual(
      fail({ kind: "outcome-unknown", requestId, attemptId: attempt(1), fault }),
    );
    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({
      stage: "unknown",
      requestId,
      unknownAt: ctx.now().toISOString(),
    });
    expect(api.created).toHaveLength(1);
    api.failing = {};
    expect((await press(ctx, { attemptId: attempt(2) })).ok).toBe(true);
  });

  it("whose link is not safe is stopped before any card", async () => {
    const { ctx, api } = await testCtx();
    api.answerToCreate = () => fail(unanswered("unsafe-link"));

    expect(await press(ctx)).toEqual(fail({ kind: "unsafe-link", requestId }));

    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "not-made" });
  });

  it("that is about another patient is stopped before any card", async () => {
    const { ctx, api } = await testCtx();
    api.answerToCreate = () => fail(unanswered("other-patient"));

    expect(await press(ctx)).toEqual(fail({ kind: "other-patient", requestId }));

    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "unknown" });
  });

  it("that repeats another attempt's session is refused, and that one stays whole", async () => {
    const { ctx, api } = await testCtx();
    const first = await press(ctx);
    const [session] = api.sessions;
    api.answerToCreate = () => (session ? ok(session) : fail(notFound));

    const result = await press(ctx, { attemptId: attempt(2), makeAnother: true });

    expect(result).toEqual(fail({ kind: "other-patient", requestId: "req_made" }));
    expect(linkOf(await press(ctx))).toBe(linkOf(first));
    expect(shown(await press(ctx)).tag).toBe(shown(first).tag);
  });
});
