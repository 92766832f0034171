import { describe, expect, it } from "vitest";
import {
  countConnected,
  hospitalsOf,
  isSuccess,
  linkWorks,
  type ObservedConnection,
  type ObservedSession,
  sessionState,
} from "./progress";
import type { HospitalState, SessionState } from "./session";

const now = new Date("2026-04-25T14:30:00.000Z");
const later = "2026-04-25T15:00:00.000Z";
const mayo = "fhirsrc_mayo";
const cleveland = "fhirsrc_cleveland";

function tried(changes: Partial<ObservedConnection> = {}): ObservedConnection {
  return {
    id: "conn_1",
    sourceId: mayo,
    status: "active",
    failure: null,
    at: "2026-04-25T14:20:00.000Z",
    ...changes,
  };
}

function session(changes: Partial<ObservedSession> = {}): ObservedSession {
  return { status: "open", expiresAt: later, connections: [], ...changes };
}

/** The state of a session whose staff asked for these hospitals. */
function stateOf(observed: ObservedSession, askedFor: string[] = []) {
  return sessionState(hospitalsOf(observed, askedFor), observed, now);
}

describe("the link", () => {
  it("works until its last moment", () => {
    expect(linkWorks(session({ expiresAt: "2026-04-25T14:30:00.001Z" }), now)).toBe(true);
    expect(linkWorks(session({ expiresAt: "2026-04-25T14:30:00.000Z" }), now)).toBe(false);
  });

  it("still works when the API uses a word for it that we do not know", () => {
    expect(linkWorks(session({ status: "other" }), now)).toBe(true);
    expect(linkWorks(session({ status: "other", expiresAt: now.toISOString() }), now)).toBe(false);
  });

  it.each(["complete", "expired"] as const)("is over once it is %s, time left or not", (status) => {
    expect(linkWorks(session({ status }), now)).toBe(false);
  });
});

describe("the hospitals", () => {
  it("come in the order asked for, then those that the patient chose, each once", () => {
    const observed = session({
      connections: [
        tried({ sourceId: "fhirsrc_own" }),
        tried(),
        tried({ sourceId: "fhirsrc_own" }),
      ],
    });
    const ids = hospitalsOf(observed, [cleveland, mayo, cleveland]).map(({ sourceId }) => sourceId);
    expect(ids).toEqual([cleveland, mayo, "fhirsrc_own"]);
  });

  it("wait until they are tried", () => {
    expect(hospitalsOf(session(), [mayo])).toEqual([
      { sourceId: mayo, state: "waiting", at: null },
    ]);
  });

  it.each([
    ["active", null, "connected"],
    ["failed", "declined", "declined"],
    ["failed", "portal", "failed"],
    ["failed", null, "failed"],
    ["expired", null, "lapsed"],
    ["refresh_failed", null, "lapsed"],
    ["disconnected", null, "disconnected"],
    ["other", null, "waiting"],
  ] as const)("with an attempt that is %s (%s) are %s", (status, failure, state) => {
    const observed = session({ connections: [tried({ status, failure })] });
    expect(hospitalsOf(observed, [])).toMatchObject([{ state }]);
  });

  it("are connected by one good attempt, whatever the others say", () => {
    const failed = tried({ status: "failed", failure: "portal", at: "2026-04-25T14:29:00.000Z" });
    const observed = session({ connections: [tried(), failed] });
    expect(hospitalsOf(observed, [])).toEqual([
      { sourceId: mayo, state: "connected", at: "2026-04-25T14:20:00.000Z" },
    ]);
  });

  it("without a good attempt show the latest", () => {
    const portal = tried({ status: "failed", failure: "portal", at: "2026-04-25T14:10:00.000Z" });
    const declined = tried({ status: "failed", failure: "declined" });
    for (const connections of [
      [portal, declined],
      [declined, portal],
    ]) {
      expect(hospitalsOf(session({ connections }), [])).toMatchObject([{ state: "declined" }]);
    }
  });

  it("show the last attempt in the list when the API tells no times", () => {
    const portal = tried({ status: "failed", failure: "portal", at: null });
    const declined = tried({ status: "failed", failure: "declined", at: null });
    const observed = session({ connections: [portal, declined] });
    expect(hospitalsOf(observed, [])).toMatchObject([{ state: "declined" }]);
  });
});

describe("the session", () => {
  const declined = tried({ status: "failed", failure: "declined" });

  it.each<[string, string, string[], ObservedConnection[]]>([
    ["nothing tried yet", "waiting", [mayo], []],
    ["a refusal, because the patient may try again", "waiting", [mayo], [declined]],
    ["one of two connected", "connecting", [mayo, cleveland], [tried()]],
    ["all connected, because the patient may go on", "connecting", [mayo], [tried()]],
  ])("with %s is “%s” while the link works", (_, state, askedFor, connections) => {
    expect(stateOf(session({ connections }), askedFor)).toBe(state);
  });

  it.each<[string, string, string[], ObservedConnection[]]>([
    ["all connected that was asked for", "connected", [mayo], [tried()]],
    ["all connected that the patient chose", "connected", [], [tried()]],
    ["one connected, and a suggestion not used", "connected", [mayo, cleveland], [tried()]],
    ["one refused", "partly", [mayo], [tried(), { ...declined, sourceId: cleveland }]],
    ["nothing asked for and nothing tried", "nothing", [], []],
    ["nothing tried", "nothing", [mayo], []],
    ["only a refusal", "nothing", [mayo], [declined]],
    ["access lost again", "nothing", [mayo], [tried({ status: "refresh_failed" })]],
    ["a word that we do not know", "nothing", [mayo], [tried({ status: "other" })]],
  ])("with %s is “%s” when the patient has finished", (_, state, askedFor, connections) => {
    expect(stateOf(session({ status: "complete", connections }), askedFor)).toBe(state);
  });

  it.each<[string, string, ObservedConnection[]]>([
    ["nothing connected", "ended", []],
    ["only a refusal", "ended", [declined]],
    ["all connected", "connected", [tried()]],
    [
      "another hospital than the suggested one connected",
      "connected",
      [tried({ sourceId: cleveland })],
    ],
  ])("with %s is “%s” when the time ran out, by the API or our clock", (_, state, connections) => {
    expect(stateOf(session({ status: "expired", connections }), [mayo])).toBe(state);
    expect(stateOf(session({ expiresAt: now.toISOString(), connections }), [mayo])).toBe(state);
  });
});

describe("a success", () => {
  it.each<[boolean, HospitalState[]]>([
    [true, ["connected"]],
    [true, ["connected", "waiting", "waiting"]],
    [false, []],
    [false, ["waiting"]],
    [false, ["declined"]],
    [false, ["connected", "declined"]],
    [false, ["connected", "failed", "waiting"]],
    [false, ["connected", "lapsed"]],
    [false, ["connected", "disconnected"]],
  ])("is %s of hospitals that are %j", (success, states) => {
    expect(isSuccess(states.map((state) => ({ state })))).toBe(success);
  });

  it.each<[SessionState, number, number, string]>([
    ["connecting", 1, 3, "1 of 3"],
    ["partly", 1, 3, "1 of 3"],
    ["connected", 3, 3, "3 of 3"],
    ["connected", 1, 2, "1, 1 suggestion not used"],
    ["connected", 1, 3, "1, 2 suggestions not used"],
  ])("counts what was not used: %s, %i of %i", (state, connected, hospitals, words) => {
    expect(countConnected(state, connected, hospitals)).toBe(words);
  });
});
