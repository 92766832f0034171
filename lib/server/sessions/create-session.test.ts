import { describe, expect, it, vi } from "vitest";
import { ok } from "@/lib/result";
import { testCtx } from "@/test/ctx";
import { cleveland, mayo } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { findByAttempt } from "./find";

describe("pressing Create", () => {
  it("makes one link and shows it with everything that was asked for", async () => {
    const { ctx, api } = await testCtx();

    const result = await press(ctx, {
      name: "María López",
      email: "maria@example.com",
      suggestedSourceIds: [mayo.id, cleveland.id],
    });

    expect(api.created).toHaveLength(1);
    expect(api.created[0]?.input).toEqual({
      patientId: "MRN10023",
      patientName: "María López",
      patientEmail: "maria@example.com",
      sources: { suggested: [mayo.id, cleveland.id] },
      returnUrl: "https://clinic.example/done",
      buttonLabel: "Riverside Clinic",
      lifetimeSeconds: 3600,
      metadata: { desk_attempt: attempt(1) },
    });
    expect(result).toMatchObject({ ok: true, value: { repeated: false } });
    const card = shown(result);
    expect(card.link).toMatchObject({ url: api.sessions[0]?.url, qr: { modules: 33 } });
    expect(card.details).toMatchObject({ patientId: "MRN10023", name: "María López" });
    expect(card.progress).toMatchObject({
      state: "waiting",
      linkWorks: true,
      stale: false,
      hospitals: [
        { name: "Mayo Clinic", state: "waiting", at: null },
        { name: "Cleveland Clinic", state: "waiting", at: null },
      ],
    });
  });

  it("asks who the patient is and which links are open side by side", async () => {
    const { ctx, api, clock } = await testCtx();
    const pressedAt = clock.now().getTime();
    api.takesMs = { getPatient: [700], listPatientSessions: [700], createSession: [300] };

    await press(ctx);

    expect(api.events).toEqual([
      "getPatient asked",
      "listPatientSessions asked",
      "getPatient answered",
      "listPatientSessions answered",
      "createSession asked",
      "createSession answered",
    ]);
    expect(clock.now().getTime() - pressedAt).toBe(1000);
  });

  it("writes the attempt down before anything is sent", async () => {
    const { ctx, api } = await testCtx();
    let before: string | undefined;
    const { createSession } = api.client;
    api.client.createSession = async (...sent) => {
      before = (await findByAttempt(ctx, attempt(1)))?.stage;
      return createSession(...sent);
    };

    await press(ctx);

    expect(before).toBe("claimed");
  });

  it("sends what is typed for this one link instead of the clinic's own", async () => {
    const { ctx, api } = await testCtx();

    await press(ctx, {
      returnUrl: "https://clinic.example/es",
      buttonLabel: "Riverside Eye Care",
    });

    expect(api.created[0]?.input).toMatchObject({
      returnUrl: "https://clinic.example/es",
      buttonLabel: "Riverside Eye Care",
    });
  });

  it("sends the return page in the one form of addresses, and letter for letter as it was typed", async () => {
    const { ctx, api } = await testCtx();

    await press(ctx, { returnUrl: "HTTPS://Clinic.example:443/cafe\u0301?to=e\u0301" });

    expect(api.created[0]?.input.returnUrl).toBe("https://clinic.example/cafe%CC%81?to=e%CC%81");
  });

  it("keeps the request id of the answer that told of the link, and quotes it", async () => {
    const { ctx, lines } = await testCtx();

    expect(shown(await press(ctx)).requestId).toBe("req_made");
    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ requestId: "req_made" });
    await press(ctx);
    expect((await lines()).at(-1)).toMatchObject({ outcome: "repeated", request_id: "req_made" });
  });

  it.each([
    [59, []],
    [61, [{ event: "link_ends_late", request_id: "req_made" }]],
    [60 * 24 * 30, [{ event: "link_ends_late" }]],
  ])(
    "shows an end %i minutes later than asked for, and logs one far beyond it",
    async (minutes, logged) => {
      const { ctx, api } = await testCtx();
      const lines = vi.spyOn(ctx.log, "warn").mockImplementation(() => {});
      const lifetimeSeconds = 3600;
      const expiresAt = new Date(ctx.now().getTime() + (lifetimeSeconds + minutes * 60) * 1000);
      api.answerToCreate = (session) => ok({ ...session, expiresAt: expiresAt.toISOString() });

      const card = shown(await press(ctx, { lifetimeSeconds }));

      expect(card.progress.expiresAt).toBe(expiresAt.toISOString());
      expect(lines.mock.calls.flat()).toMatchObject(logged);
      lines.mockRestore();
    },
  );

  it("leaves out the name and email that were not typed", async () => {
    const { ctx, api } = await testCtx();

    await press(ctx);

    expect(api.created[0]?.input).toMatchObject({ patientName: null, patientEmail: null });
  });

  it("sends the only hospital alone, whatever was suggested before", async () => {
    const { ctx, api } = await testCtx();

    const result = await press(ctx, {
      mode: "only",
      onlySourceId: cleveland.id,
      suggestedSourceIds: [mayo.id],
    });

    expect(api.created[0]?.input.sources).toEqual({ only: cleveland.id });
    expect(shown(result).progress.hospitals.map(({ name }) => name)).toEqual(["Cleveland Clinic"]);
  });

  it("never sends an only hospital when hospitals are suggested, and each of those once", async () => {
    const { ctx, api } = await testCtx();

    await press(ctx, {
      mode: "suggest",
      onlySourceId: cleveland.id,
      suggestedSourceIds: [mayo.id, mayo.id],
    });

    expect(api.created[0]?.input.sources).toEqual({ suggested: [mayo.id] });
  });

  it("shows a hospital whose name cannot be read by its id", async () => {
    const { ctx, api } = await testCtx();
    api.sources.delete(mayo.id);

    const result = await press(ctx, { suggestedSourceIds: [mayo.id] });

    expect(shown(result).progress.hospitals[0]?.name).toBe(mayo.id);
  });

  it("lets the attempt travel with the notes, and leaves out rows without a name", async () => {
    const { ctx, api } = await testCtx();

    await press(ctx, {
      metadata: [
        { key: "visit", value: "A-17" },
        { key: "", value: "" },
        { key: "empty", value: "" },
      ],
    });

    expect(api.created[0]?.input.metadata).toEqual({
      visit: "A-17",
      empty: "",
      desk_attempt: attempt(1),
    });
  });

  it.each([
    ["at once", 0, 15_000],
    ["after 4 seconds", 4_000, 11_000],
    ["after 9 seconds", 9_000, 6_000],
    ["late", 14_000, 5_000],
  ])(
    "gives the create what is left of 15 seconds when the reads answer %s",
    async (_, ms, left) => {
      const { ctx, api } = await testCtx();
      api.takesMs = { getPatient: [ms], listPatientSessions: [ms] };

      await press(ctx);

      expect(api.created[0]?.withinMs).toBe(left);
    },
  );

  it("gives two patients two screens with their own links and tags", async () => {
    const { ctx } = await testCtx();

    const one = await press(ctx, { attemptId: attempt(1), patientId: "MRN1" });
    const other = await press(ctx, { attemptId: attempt(2), patientId: "MRN2" });

    expect(linkOf(one)).not.toBe(linkOf(other));
    expect(shown(one).tag).not.toBe(shown(other).tag);
    expect(shown(one).progress.id).not.toBe(shown(other).progress.id);
  });
});
