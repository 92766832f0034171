import { expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import { describeOnEachEngine } from "@/test/db/test-database";
import { after, now, sampleDetails, sampleSession, seen } from "@/test/sessions/sample-session";
import { claim, newStore } from "@/test/sessions/test-store";
import { findByAttempt, findByUpstreamId, findSession } from "./find";
import { saveSnapshot } from "./links";

describeOnEachEngine("the session store", (newPlace) => {
  it("keeps an attempt before anything is sent", async () => {
    const store = await newStore(newPlace);

    const id = await claim(store, "attempt-1");

    expect(id).toMatch(/^[\w-]{22}$/);
    expect(await findSession(store, id)).toEqual({
      id,
      attemptId: "attempt-1",
      patientKey: expect.stringMatching(/^[\w-]{43}$/),
      tag: "Blue 7",
      details: sampleDetails(),
      requestId: null,
      createdAt: "2026-04-25T14:30:00.000Z",
      expiresAt: "2026-04-25T15:00:00.000Z",
      staffId: "staff-1",
      done: null,
      records: new Map(),
      whose: null,
      stage: "claimed",
      unknownAt: null,
      snapshot: null,
    });
  });

  it("lets one of three simultaneous presses through and shows the others its row", async () => {
    const store = await newStore(newPlace);
    const attempt = {
      attemptId: "attempt-1",
      details: sampleDetails(),
      tag: "Blue 7",
      staffId: null,
      now,
    };

    const claims = await Promise.all([1, 2, 3].map(() => store.claimAttempt(attempt)));

    const id = claims.find((claim) => claim.claimed)?.id;
    const row = expect.objectContaining({ id, stage: "claimed" });
    expect(claims.filter((claim) => !claim.claimed)).toEqual([
      { claimed: false, row },
      { claimed: false, row },
    ]);
  });

  it("never claims an attempt again, whatever came of it", async () => {
    const store = await newStore(newPlace);
    await store.recordNotMade(await claim(store, "refused"));
    await store.recordUnknown(await claim(store, "lost"), null, after(10));
    const again = { details: sampleDetails(), tag: "Plum 1", staffId: null, now: after(60) };

    const refused = await store.claimAttempt({ attemptId: "refused", ...again });
    const lost = await store.claimAttempt({ attemptId: "lost", ...again });

    expect(refused).toMatchObject({ claimed: false, row: { stage: "not-made", tag: "Blue 7" } });
    expect(lost).toMatchObject({ claimed: false, row: { stage: "unknown", tag: "Blue 7" } });
  });

  it("keeps the API's answer and finds it by each of its names", async () => {
    const store = await newStore(newPlace);
    const id = await claim(store, "attempt-1");
    const session = sampleSession({ expiresAt: "2026-04-25T11:15:00-04:00" });

    const recorded = await store.recordMade(id, session, seen(1));

    expect(recorded).toMatchObject({
      ok: true,
      value: {
        id,
        stage: "made",
        expiresAt: "2026-04-25T15:15:00.000Z",
        details: sampleDetails(),
        snapshot: {
          upstreamId: session.id,
          generation: "sessions",
          status: "open",
          url: session.url,
          createdAt: "2026-04-25T14:30:00.000Z",
          expiresAt: "2026-04-25T15:15:00.000Z",
          connections: [],
          checkedAt: "2026-04-25T14:30:01.000Z",
          sourceNames: { fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc: "Meadowlark General Hospital" },
        },
      },
    });
    const value = recorded.ok ? recorded.value : null;
    expect(await findSession(store, id)).toEqual(value);
    expect(await findByAttempt(store, "attempt-1")).toEqual(value);
    expect(await findByUpstreamId(store, session.id)).toEqual(value);
  });

  it("finds nothing under names it does not have", async () => {
    const store = await newStore(newPlace);
    await claim(store, "attempt-1");

    expect(await findSession(store, "attempt-1")).toBeNull();
    expect(await findByAttempt(store, "' or 1=1 --")).toBeNull();
    expect(await findByUpstreamId(store, "sess_other")).toBeNull();
    expect(await store.recordMade("nobody", sampleSession(), seen(1))).toEqual(
      fail({ kind: "no-such-row" }),
    );
    expect(await store.recordUnknown("nobody", null, after(10))).toBeNull();
    expect(await store.recordNotMade("nobody")).toBeNull();
    expect(await saveSnapshot(store, "nobody", sampleSession(), seen(1))).toBeNull();
  });

  it("takes the same answer twice and refuses another one", async () => {
    const store = await newStore(newPlace);
    const id = await claim(store, "attempt-1");
    const first = await store.recordMade(id, sampleSession(), seen(1));

    expect(await store.recordMade(id, sampleSession(), seen(2))).toEqual(first);
    expect(await store.recordMade(id, sampleSession({ id: "sess_other" }), seen(3))).toEqual(
      fail({ kind: "already-made" }),
    );
    expect(await findSession(store, id)).toEqual(first.ok && first.value);
  });

  it("refuses an answer that reuses another row's session id, and keeps both rows", async () => {
    const store = await newStore(newPlace);
    const mine = await claim(store, "attempt-1");
    const other = await claim(store, "attempt-2");
    const recorded = await store.recordMade(mine, sampleSession(), seen(1));

    const reused = await store.recordMade(other, sampleSession(), seen(2));

    expect(reused).toEqual(fail({ kind: "upstream-id-taken" }));
    expect(await findByUpstreamId(store, sampleSession().id)).toEqual(
      recorded.ok && recorded.value,
    );
    expect(await findSession(store, other)).toMatchObject({ stage: "claimed", snapshot: null });
  });

  it("keeps since when the outcome is unknown, and the request id to ask about", async () => {
    const store = await newStore(newPlace);
    const id = await claim(store, "attempt-1");

    expect(await store.recordUnknown(id, "req_9", after(10))).toMatchObject({
      stage: "unknown",
      requestId: "req_9",
      unknownAt: "2026-04-25T14:30:10.000Z",
    });
    expect(await store.recordUnknown(id, "req_10", after(20))).toMatchObject({
      requestId: "req_9",
      unknownAt: "2026-04-25T14:30:10.000Z",
    });
  });

  it("learns that an unknown or given-up attempt was made after all", async () => {
    const store = await newStore(newPlace);
    const unknown = await claim(store, "attempt-1");
    await store.recordUnknown(unknown, null, after(10));
    const givenUp = await claim(store, "attempt-2");
    await store.recordNotMade(givenUp);

    const answers = [
      await store.recordMade(unknown, sampleSession({ id: "sess_1" }), seen(5)),
      await store.recordMade(givenUp, sampleSession({ id: "sess_2" }), seen(5)),
    ];

    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  });

  it("never takes back that a session was made", async () => {
    const store = await newStore(newPlace);
    const id = await claim(store, "attempt-1");
    const made = await store.recordMade(id, sampleSession(), seen(1));

    await store.recordUnknown(id, "req_9", after(10));
    await store.recordNotMade(id);

    expect(ok(await findSession(store, id))).toEqual(made);
  });
});
