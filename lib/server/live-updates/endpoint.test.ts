import { describe, expect, it } from "vitest";
import { missingCall, rejected, unanswered } from "@/lib/server/sessions/fake-connect";
import { changeLiveUpdates, checkEndpoint, readLiveUpdates } from "./endpoint";
import { isHealthy } from "./health";
import { newUpdates, secret } from "./test-updates";

const staff = { id: "staff-1", sessionId: "session-1" };
const url = "https://desk.example/api/webhooks/medblocks";

async function newSettings(options: Parameters<typeof newUpdates>[0] = {}) {
  const made = await newUpdates(options);
  const { services, clock } = made;
  return {
    ...made,
    act: (act: Parameters<typeof changeLiveUpdates>[0]) => changeLiveUpdates(act, staff, services),
    healthy: async () => isHealthy(await services.endpoints.readEndpoint(), clock.now()),
    secrets: () => services.endpoints.readSecrets(clock.now()),
  };
}

describe("turning live updates on", () => {
  it("makes one endpoint for everything, and keeps its secret sealed", async () => {
    const { act, api, db, secrets, healthy, audited } = await newSettings({ isOn: false });
    expect(await healthy()).toBe(false);
    const answer = await act("turn-on");
    expect(answer).toMatchObject({ trouble: null, state: { endpoint: { status: "active" } } });
    expect(api.endpoints).toMatchObject([{ url, status: "active" }]);
    expect(await secrets()).toEqual([api.endpoints[0]?.secret]);
    expect(await healthy()).toBe(true);
    const row = await db.selectFrom("live_updates").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify({ row, answer })).not.toContain("whsec_");
    expect(audited).toEqual([
      { action: "live-updates-on", outcome: "started", staff },
      { action: "live-updates-on", outcome: "ok", staff },
    ]);
  });

  it("asks nothing of the API while the trail takes no row", async () => {
    const { services, api } = await newUpdates({ isOn: false });
    const audit = () => Promise.reject(new Error("takes no row"));

    for (const act of ["turn-on", "turn-off", "change-secret", "revive"] as const) {
      const done = changeLiveUpdates(act, staff, { ...services, audit });
      await expect(done).rejects.toThrow("takes no row");
    }

    expect(api.endpoints).toEqual([]);
    expect(await services.endpoints.readEndpoint()).toBeNull();
  });

  it("twice at once makes no second endpoint", async () => {
    const { act, api, secrets } = await newSettings({ isOn: false });
    await Promise.all([act("turn-on"), act("turn-on")]);
    expect(api.endpoints).toHaveLength(1);
    expect(await secrets()).toEqual([api.endpoints[0]?.secret]);
  });

  it("takes over the endpoint whose answer was lost, and others of this address go", async () => {
    const { act, api, secrets } = await newSettings({ isOn: false });
    const lost = { url, status: "disabled" as const, secret: "whsec_nobody_knows" };
    const other = { id: "wh_9", url: "https://other.example", status: "active" as const, secret };
    api.endpoints.push({ id: "wh_7", ...lost }, { id: "wh_8", ...lost }, other);
    expect((await act("turn-on")).trouble).toBeNull();
    expect(api.endpoints.map(({ id, status }) => [id, status])).toEqual([
      ["wh_7", "active"],
      ["wh_9", "active"],
    ]);
    expect(await secrets()).toEqual(["whsec_nobody_knows_rotated"]);
  });

  it("looks for what became of a create without an answer", async () => {
    const { act, api, secrets, services } = await newSettings({ isOn: false });
    const { createWebhook } = services.desk.connect;
    services.desk.connect = {
      ...services.desk.connect,
      createWebhook: async (endpoint) => {
        await createWebhook(endpoint);
        return { ok: false, error: unanswered() };
      },
    };
    expect((await act("turn-on")).trouble).toBeNull();
    expect(api.endpoints).toHaveLength(1);
    expect(await secrets()).toEqual([api.endpoints[0]?.secret]);
  });

  it.each([
    ["an API without webhooks", missingCall, "not-offered"],
    ["a web page in its place", { ...unanswered("not-json"), status: 200 }, "not-offered"],
    ["a key that may not", rejected(403), "not-allowed"],
    ["no network", { kind: "unreachable", cause: "dns", requestId: null }, "not-reached"],
  ] as const)("changes nothing with %s, and says so", async (_, failure, trouble) => {
    const { act, api, audited } = await newSettings({ isOn: false });
    api.failing = { listWebhooks: failure };
    expect(await act("turn-on")).toMatchObject({ trouble, state: { endpoint: null } });
    expect(api.endpoints).toEqual([]);
    expect(audited.map(({ outcome }) => outcome)).toEqual(["started", trouble]);
  });

  it.each([
    ["http://desk.example", false],
    ["http://10.0.0.5:3000", false],
    ["http://127.0.0.1.example", false],
    ["http://127.0.0.1:3000", true],
    ["http://localhost:3000", true],
    ["https://desk.example", true],
  ])("at %s is possible: %s", async (appUrl, isSendable) => {
    const { act, api, services } = await newSettings({ isOn: false, appUrl });
    expect(await readLiveUpdates(services)).toMatchObject({ isSendable, endpoint: null });
    expect((await act("turn-on")).trouble).toBe(isSendable ? null : "not-https");
    expect(api.endpoints).toHaveLength(isSendable ? 1 : 0);
  });
});

describe("live updates that are on", () => {
  it("are told to be switched off by Medblocks, and come again with one press", async () => {
    const { act, api, healthy, audited } = await newSettings();
    for (const endpoint of api.endpoints) endpoint.status = "disabled";
    expect((await act("check")).state.endpoint).toMatchObject({ status: "disabled" });
    expect(await healthy()).toBe(false);
    expect((await act("revive")).state.endpoint).toMatchObject({ status: "active" });
    expect(await healthy()).toBe(true);
    expect(api.endpoints[0]?.status).toBe("active");
    expect(audited).toEqual([
      { action: "live-updates-revived", outcome: "started", staff },
      { action: "live-updates-revived", outcome: "ok", staff },
    ]);
  });

  it("that were deleted at Medblocks are made anew", async () => {
    const { act, api, healthy } = await newSettings();
    api.endpoints.length = 0;
    expect(await act("check")).toMatchObject({
      trouble: "gone",
      state: { endpoint: { status: "gone" } },
    });
    expect(await healthy()).toBe(false);
    expect((await act("turn-on")).trouble).toBeNull();
    expect(api.endpoints).toHaveLength(1);
    expect(await healthy()).toBe(true);
  });

  it("move with the address of the desk", async () => {
    const { act, api, services } = await newSettings();
    services.appUrl = "https://new.example";
    expect((await readLiveUpdates(services)).endpoint?.status).toBe("moved");
    expect((await act("turn-on")).state.endpoint?.status).toBe("active");
    expect(api.endpoints.map((endpoint) => endpoint.url)).toEqual([
      "https://new.example/api/webhooks/medblocks",
    ]);
  });

  it("get another secret, and the one before counts for five minutes", async () => {
    const { act, clock, secrets, api } = await newSettings();
    expect((await act("change-secret")).trouble).toBeNull();
    expect(await secrets()).toEqual([api.endpoints[0]?.secret, secret]);
    clock.pass(301);
    expect(await secrets()).toEqual([`${secret}_rotated`]);
  });

  it("keep the secret when nobody said that there is another", async () => {
    const { act, secrets, api } = await newSettings();
    api.failing = { rotateWebhookSecret: unanswered() };
    expect((await act("change-secret")).trouble).toBe("not-sure");
    expect(api.count("rotateWebhookSecret")).toBe(2);
    expect(await secrets()).toEqual([secret]);
  });

  it("go when they are turned off, also when Medblocks has none any more", async () => {
    const { act, api, secrets } = await newSettings();
    api.failing = { deleteWebhook: unanswered() };
    expect((await act("turn-off")).trouble).toBe("not-sure");
    expect(await secrets()).toEqual([secret]);
    api.failing = {};
    api.endpoints.length = 0;
    expect(await act("turn-off")).toMatchObject({ trouble: null, state: { endpoint: null } });
    expect(await secrets()).toEqual([]);
  });

  it("are not relied on once nobody could check them for two hours", async () => {
    const { clock, services, api, healthy } = await newSettings();
    api.failing = { getWebhook: unanswered() };
    for (const isHealthy of [true, true, false]) {
      clock.pass(3_600);
      expect(await checkEndpoint(services)).toBe("not-answering");
      expect(await healthy()).toBe(isHealthy);
    }
  });

  it("are not relied on from an event that is missing until the next one comes", async () => {
    const { clock, services, healthy } = await newSettings();
    await services.endpoints.noteMissed(clock.now());
    expect(await healthy()).toBe(false);
    expect((await readLiveUpdates(services)).endpoint?.hasMissed).toBe(true);
    clock.pass(1);
    await services.events.noteOddity(clock.now());
    expect(await healthy()).toBe(true);
    // One that is on its way a moment after another is not missing.
    clock.pass(59);
    await services.endpoints.noteMissed(clock.now());
    expect(await healthy()).toBe(true);
  });
});
