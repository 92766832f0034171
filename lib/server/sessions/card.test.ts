import { describe, expect, it } from "vitest";
import { cleveland, mayo } from "@/test/sessions/fake-connect";
import {
  after as later,
  now,
  sampleConnection,
  sampleDetails,
  sampleSession,
} from "@/test/sessions/sample-session";
import { cardOf, progressOf } from "./card";
import type { MadeSession, SessionSnapshot } from "./stored-session";

function made(changes: Partial<SessionSnapshot> = {}): MadeSession {
  const { id, connections, ...session } = sampleSession();
  return {
    id: "row-1",
    patientKey: "k".repeat(43),
    attemptId: "attempt-1",
    tag: "Blue 7",
    staffId: "staff-1",
    requestId: null,
    createdAt: now.toISOString(),
    expiresAt: session.expiresAt,
    done: null,
    records: new Map(),
    whose: null,
    stage: "made",
    details: sampleDetails({ suggestedSourceIds: [mayo.id] }),
    snapshot: {
      ...session,
      upstreamId: id,
      connections: [...connections],
      checkedAt: now.toISOString(),
      sourceNames: { [mayo.id]: mayo.name },
      ...changes,
    },
  };
}

describe("a card", () => {
  it("holds the link and its code while it works", () => {
    const row = made();

    expect(cardOf(row, now)).toMatchObject({
      tag: "Blue 7",
      details: row.details,
      link: { url: row.snapshot.url, qr: { modules: 33, side: 41 } },
      progress: { id: "row-1", state: "waiting", linkWorks: true },
    });
  });

  it("has no link from the second on in which it ends", () => {
    expect(cardOf(made(), later(1799)).link).not.toBeNull();
    expect(cardOf(made(), later(1800))).toMatchObject({
      link: null,
      progress: { state: "ended", linkWorks: false },
    });
  });

  it.each(["complete", "expired"] as const)("has no link once it is %s", (status) => {
    expect(cardOf(made({ status }), now).link).toBeNull();
  });

  it("has no link when the API's was not safe to keep", () => {
    expect(cardOf(made({ url: null }), now).link).toBeNull();
  });
});

describe("the progress", () => {
  it("tells the server's time and when the API was last heard", () => {
    expect(progressOf(made(), later(90), true)).toEqual({
      id: "row-1",
      state: "waiting",
      linkWorks: true,
      hospitals: [
        { sourceId: mayo.id, name: "Mayo Clinic", state: "waiting", at: null, records: null },
      ],
      expiresAt: "2026-04-25T15:00:00.000Z",
      checkedAt: "2026-04-25T14:30:00.000Z",
      serverNow: "2026-04-25T14:31:30.000Z",
      stale: true,
      whose: null,
    });
  });

  it("lists what the patient chose after what was asked for", () => {
    const chosen = { ...sampleConnection(), sourceId: cleveland.id };

    const { hospitals } = progressOf(made({ connections: [chosen] }), now);

    expect(hospitals).toMatchObject([
      { name: "Mayo Clinic", state: "waiting" },
      { name: cleveland.id, state: "connected" },
    ]);
  });
});
