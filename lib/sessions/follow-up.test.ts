import { describe, expect, it } from "vitest";
import { sampleProgress } from "@/test/sessions/sample-progress";
import { type Help, helpWith } from "./follow-up";
import { actPath, actWords, helpSentence } from "./follow-up-words";
import type { HospitalState, SessionState } from "./session";

function helpFor(state: SessionState, hospitals: Record<string, HospitalState>, missing: string[]) {
  const named = missing.map((name) => ({ sourceId: "fhirsrc_1", name }));
  return helpWith(sampleProgress({ state }, hospitals), named);
}

/** The sentence, the button as it is heard, and where it leads. */
function told(help: Help | null): [string, string, string] | null {
  if (!help) return null;
  const { label, more } = actWords(help);
  return [helpSentence(help), `${label} ${more}`, actPath("row-1", help.act)];
}

describe("a link that needs help", () => {
  it.each<[SessionState, Record<string, HospitalState>, string[], string, string, string]>([
    [
      "ended",
      { "Mayo Clinic": "waiting" },
      [],
      "The link ended before a hospital was tried.",
      "New link with the same details",
      "",
    ],
    [
      "nothing",
      {},
      [],
      "The patient finished without a sign-in at a hospital.",
      "New link with the same details",
      "",
    ],
    [
      "partly",
      { "Mayo Clinic": "connected", "Mercy Hospital": "failed" },
      [],
      "The sign-in at Mercy Hospital could not finish.",
      "Reconnect Mercy Hospital",
      "?only=fhirsrc_2",
    ],
    [
      "nothing",
      { "Mayo Clinic": "failed", "Mercy Hospital": "failed", Stanford: "waiting" },
      [],
      "The sign-in at Mayo Clinic and Mercy Hospital could not finish.",
      "Try without it (Mayo Clinic and Mercy Hospital)",
      "?without=fhirsrc_1&without=fhirsrc_2",
    ],
    [
      "nothing",
      { "Mayo Clinic": "declined" },
      [],
      "The patient said no at Mayo Clinic.",
      "Reconnect Mayo Clinic",
      "?only=fhirsrc_1",
    ],
    [
      "partly",
      { "Mayo Clinic": "lapsed", "Mercy Hospital": "connected" },
      [],
      "Mayo Clinic was connected, and the access ended.",
      "Reconnect Mayo Clinic",
      "?only=fhirsrc_1",
    ],
    [
      "ended",
      { "Mayo Clinic": "lapsed", "Mercy Hospital": "lapsed" },
      [],
      "Mayo Clinic and Mercy Hospital were connected, and the access ended.",
      "New link with the same details",
      "",
    ],
    [
      "nothing",
      { "Mayo Clinic": "disconnected" },
      [],
      "Mayo Clinic was disconnected by the clinic.",
      "Reconnect Mayo Clinic",
      "?only=fhirsrc_1",
    ],
    [
      "connected",
      { "Mayo Clinic": "connected" },
      ["Mayo Clinic"],
      "Records from Mayo Clinic did not arrive.",
      "Reconnect Mayo Clinic",
      "?only=fhirsrc_1",
    ],
  ])("says what happened (%s, %j, missing %j)", (state, hospitals, missing, ...expected) => {
    const [sentence, button, query] = expected;
    expect(told(helpFor(state, hospitals, missing))).toEqual([
      sentence,
      button,
      `/sessions/row-1/new-link${query}`,
    ]);
  });

  it("tells of missing records before anything else, and of a lapse before a failure", () => {
    const hospitals = { "Mayo Clinic": "lapsed", "Mercy Hospital": "failed" } as const;
    expect(helpFor("nothing", hospitals, ["Stanford"])?.reason).toBe("records");
    expect(helpFor("nothing", hospitals, [])?.reason).toBe("lapsed");
  });
});

describe("a link that needs none", () => {
  it.each<[string, Record<string, HospitalState>]>([
    ["all connected", { "Mayo Clinic": "connected", "Mercy Hospital": "connected" }],
    [
      "one connected, and two suggestions not used",
      { "Mayo Clinic": "connected", "Mercy Hospital": "waiting", Stanford: "waiting" },
    ],
  ])("has %s", (_, hospitals) => {
    expect(helpFor("connected", hospitals, [])).toBeNull();
    expect(helpFor("connected", hospitals, ["Mayo Clinic"])?.reason).toBe("records");
  });
});
