import { describe, expect, it, vi } from "vitest";
import type { Connection } from "@/lib/server/connect/session";
import { log } from "@/lib/server/log";
import { saveSnapshot } from "@/lib/server/sessions/links";
import { newPatientDesk } from "@/test/patients/test-patient";
import {
  cleveland,
  mayo,
  missingCall,
  notFound,
  rejected,
  unanswered,
} from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { writableStore } from "@/test/sessions/writable-store";
import { readPatient } from "./read";

const patientId = "MRN10023";

function connection(changes: Partial<Connection> = {}): Connection {
  return {
    id: "conn_1",
    sourceId: mayo.id,
    status: "active",
    failure: null,
    failureCode: null,
    at: "2026-04-25T14:31:00.000Z",
    ...changes,
  };
}

describe("a patient's page", () => {
  it("joins what the API has with who made it here, newest first", async () => {
    const { ctx, api, clock, makeLink, find } = await newPatientDesk();
    const key = await makeLink({ patientId, name: "Maria Lopez", suggestedSourceIds: [mayo.id] });
    clock.pass(60);
    api.add({ patientId, createdAt: clock.now().toISOString(), connectionId: cleveland.id });
    clock.pass(60);
    await makeLink({ patientId, attemptId: attempt(2), makeAnother: true });
    api.patients.set(patientId, { name: "Maria Lopez", email: "maria@example.com" });

    const view = await readPatient(ctx, await find(key));

    expect(view).toMatchObject({
      key,
      patientId,
      identity: { name: "Maria Lopez", email: "maria@example.com" },
      heard: "answered",
      links: [
        { madeBy: "Dana K.", elsewhere: false, state: "waiting", tag: expect.any(String) },
        {
          id: null,
          tag: null,
          madeBy: null,
          elsewhere: true,
          hospitals: [{ name: "Cleveland Clinic", state: "waiting" }],
        },
        { madeBy: "Dana K.", hospitals: [{ name: "Mayo Clinic", state: "waiting" }] },
      ],
    });
    expect(view.links).toHaveLength(3);
  });

  it("shows how a link stands now, not how it stood when we last looked", async () => {
    const { ctx, api, makeLink, find } = await newPatientDesk();
    const key = await makeLink({ patientId, suggestedSourceIds: [mayo.id] });
    const [session] = api.sessions;
    if (session) Object.assign(session, { status: "complete", connections: [connection()] });

    const { links } = await readPatient(ctx, await find(key));

    expect(links).toMatchObject([{ state: "connected", works: false }]);
    const standing = { status: "complete", connections: [{ sourceId: mayo.id }] };
    expect((await find(key)).rows).toMatchObject([{ snapshot: standing }]);
  });

  it("takes one made elsewhere that was shown here for what it is", async () => {
    const { ctx, api, makeLink, find } = await newPatientDesk();
    const foreign = api.add({ patientId });
    const key = await makeLink({ patientId, makeAnother: true });
    await writableStore(ctx).adopt({
      details: { ...((await find(key)).rows[0]?.details ?? never()) },
      tag: "Plum 2",
      session: foreign,
      seen: { at: ctx.now(), sourceNames: {} },
    });

    const { links } = await readPatient(ctx, await find(key));

    expect(links).toHaveLength(2);
    expect(links.filter(({ elsewhere }) => elsewhere)).toMatchObject([
      { id: expect.any(String), tag: "Plum 2", madeBy: null },
    ]);
  });

  it("shows the others when a row of theirs cannot be read", async () => {
    const { ctx, clock, makeLink, find } = await newPatientDesk();
    const error = vi.spyOn(log, "error").mockImplementation(() => {});
    const key = await makeLink({ patientId, name: "Maria Lopez" });
    const [damaged] = (await find(key)).rows;
    clock.pass(60);
    await makeLink({ patientId, attemptId: attempt(2), makeAnother: true });
    await ctx.db
      .updateTable("sessions")
      .set({ details: "AAAA" })
      .where("id", "=", damaged?.id ?? "")
      .execute();

    const view = await readPatient(ctx, await find(key));

    expect(view.links.map(({ madeBy }) => madeBy)).toContain("Dana K.");
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ row: damaged?.id }));
  });

  it("leaves out what was never made, and tells what nobody knows yet", async () => {
    const { ctx, api, clock, makeLink, find } = await newPatientDesk();
    const key = await makeLink({ patientId });
    const details = (await find(key)).rows[0]?.details ?? never();
    for (const attemptId of ["refused", "lost"]) {
      clock.pass(1);
      const now = ctx.now();
      const claim = await writableStore(ctx).claimAttempt({
        attemptId,
        details,
        tag: "Red 1",
        staffId: null,
        now,
      });
      if (!claim.claimed) throw never();
      if (attemptId === "lost") await writableStore(ctx).recordUnknown(claim.id, null, now);
      else await writableStore(ctx).recordNotMade(claim.id);
    }

    const before = await readPatient(ctx, await find(key));
    expect(before.links.map(({ state, id }) => [state, id !== null])).toEqual([
      ["not-known", false],
      ["waiting", true],
    ]);

    // The API tells what became of it.
    api.add({ patientId, status: "expired", metadata: { desk_attempt: "lost" } });
    const after = await readPatient(ctx, await find(key));
    expect(after.links.map(({ state }) => state)).toEqual(["ended", "waiting"]);
  });
});

describe("a patient's hospitals", () => {
  it.each([
    ["active", null, "connected"],
    ["expired", null, "lapsed"],
    ["refresh_failed", null, "lapsed"],
    ["failed", "declined", "declined"],
    ["failed", "portal", "failed"],
    ["disconnected", null, "disconnected"],
    ["other", null, "other"],
  ] as const)("that are %s (%s) count as %s", async (status, failure, state) => {
    const { ctx, api, makeLink, find } = await newPatientDesk();
    const key = await makeLink({ patientId });
    const connections = [connection({ status, failure })];
    api.patients.set(patientId, { name: null, email: null, connections });

    const { hospitals } = await readPatient(ctx, await find(key));

    expect(hospitals).toEqual([
      {
        sourceId: mayo.id,
        name: "Mayo Clinic",
        state,
        at: "2026-04-25T14:31:00.000Z",
        earlier: [],
        records: null,
      },
    ]);
  });

  it("are each listed once: a connected attempt counts, else the latest", async () => {
    const { ctx, api, makeLink, find } = await newPatientDesk();
    const key = await makeLink({ patientId });
    const at = (minute: number) => `2026-04-25T14:${minute}:00.000Z`;
    const connections = [
      connection({ status: "failed", failure: "portal", at: at(40) }),
      connection({ at: at(35) }),
      connection({ sourceId: cleveland.id, status: "failed", failure: "declined", at: at(31) }),
      connection({ sourceId: cleveland.id, status: "refresh_failed", at: at(45) }),
    ];
    api.patients.set(patientId, { name: null, email: null, connections });

    const { hospitals } = await readPatient(ctx, await find(key));

    expect(hospitals).toMatchObject([
      { name: "Cleveland Clinic", state: "lapsed", earlier: [{ state: "declined", at: at(31) }] },
      { name: "Mayo Clinic", state: "connected", earlier: [{ state: "failed", at: at(40) }] },
    ]);
  });
});

describe("when Medblocks cannot be asked", () => {
  it.each([
    ["the patient", "getPatient", unanswered(), "not-answering"],
    ["the sessions", "listPatientSessions", rejected(502), "not-answering"],
    ["anything with this key", "getPatient", rejected(401), "key-refused"],
    ["without the right", "listPatientSessions", rejected(403), "forbidden"],
    ["on this plan", "getPatient", rejected(402), "refused"],
    ["where something else answers", "listPatientSessions", missingCall, "refused"],
    ["about somebody it does not know", "getPatient", notFound, "unknown-patient"],
  ] as const)("%s, what this desk knew is shown with its time", async (_, method, error, heard) => {
    const { ctx, api, clock, makeLink, find } = await newPatientDesk();
    const key = await makeLink({ patientId, name: "Maria Lopez", suggestedSourceIds: [mayo.id] });
    const patient = await find(key);
    const [row] = patient.rows;
    const session = { ...(api.sessions[0] ?? never()), connections: [connection()] };
    const sourceNames = { [mayo.id]: mayo.name };
    await saveSnapshot(ctx, row?.id ?? "", session, { at: ctx.now(), sourceNames });
    const heardAt = ctx.now().toISOString();
    clock.pass(600);
    api.failing[method] = error;
    api.failing.getSource = unanswered();

    expect(await readPatient(ctx, await find(key))).toMatchObject({
      identity: { name: "Maria Lopez", email: "" },
      hospitals: [{ name: "Mayo Clinic", state: "connected" }],
      links: [{ state: "connecting", madeBy: "Dana K." }],
      heard,
      heardAt,
    });
  });
});

function never(): never {
  throw new Error("This cannot be.");
}
