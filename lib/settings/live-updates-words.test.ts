import { describe, expect, it } from "vitest";
import type { LiveUpdates } from "./live-updates";
import { liveUpdatesActSchema } from "./live-updates";
import { doneWords, stateWords, troubleWords } from "./live-updates-words";

type Endpoint = NonNullable<LiveUpdates["endpoint"]>;

const troubles = [
  ...(["not-offered", "not-https", "not-reached", "not-sure", "not-answering"] as const),
  ...(["busy", "not-allowed", "refused", "gone"] as const),
];

function state(changes: Partial<Endpoint> | null, isSendable = true): LiveUpdates {
  const endpoint: Endpoint = {
    status: "active",
    checkedAt: "2026-04-25T14:30:00.000Z",
    lastEventAt: "2026-04-25T14:30:00.000Z",
    hasMissed: false,
    isHealthy: true,
    unknownEvents: 0,
  };
  const address = "https://desk.example/api/webhooks/medblocks";
  return { address, isSendable, endpoint: changes && { ...endpoint, ...changes } };
}

describe("the words for live updates", () => {
  it.each([
    ["on and well", state({}), "on", "On"],
    ["on without an event yet", state({ lastEventAt: null }), "on", "On"],
    ["off", state(null), "off", "Off"],
    ["off without https", state(null, false), "off", "Off"],
    ["disabled", state({ status: "disabled" }), "warn", "Switched off by Medblocks"],
    ["gone", state({ status: "gone" }), "warn", "Removed at Medblocks"],
    ["moved", state({ status: "moved" }), "warn", "Sent to an older address"],
    ["missing events", state({ hasMissed: true }), "warn", "On, and events are missing"],
    ["unchecked", state({ isHealthy: false }), "warn", "On, and not checked for a while"],
    ["unknown", state({ status: "other" }), "warn", "On, and not checked for a while"],
  ])("say how it stands when they are %s", (_, given, tone, heading) => {
    expect(stateWords(given)).toMatchObject({ tone, heading });
  });

  it("say that nothing is lost wherever polls go on", () => {
    const polled = [
      ...[state(null), state(null, false), state({ hasMissed: true }), state({ isHealthy: false })],
      ...(["disabled", "gone", "moved", "other"] as const).map((status) => state({ status })),
    ];
    for (const given of polled) {
      expect(stateWords(given).text).toContain("The desk keeps asking by itself.");
    }
  });

  it("have a sentence of its own for each act and each trouble, without blame or numbers", () => {
    const all = [...liveUpdatesActSchema.options.map(doneWords), ...troubles.map(troubleWords)];
    expect(new Set(all).size).toBe(all.length);
    for (const words of all) expect(words).not.toMatch(/please|oops|sorry|invalid|webhook|\d/i);
  });
});
