import { describe, expect, it } from "vitest";
import type { Vault } from "@/lib/server/db/seal";
import type { LiveUpdatesAct } from "@/lib/settings/live-updates";
import { newUpdates, secret } from "@/test/live-updates/test-updates";
import { missingCall, rejected, unanswered } from "@/test/sessions/fake-connect";
import { changeLiveUpdates, checkEndpoint, readLiveUpdates } from "./endpoint";
import { eventsCome, noteEvent, noteMissed, readEndpoint, readSecrets } from "./kept-endpoint";

const url = "https://desk.example/api/webhooks/medblocks";

async function newSettings(options: Parameters<typeof newUpdates>[0] = {}) {
  const made = await newUpdates(options);
  const { admin: ctx, lines } = made;
  const before = (await lines()).length;
  return {
    ...made,
    ctx,
    press: async (pressed: LiveUpdatesAct) => {
      const changed = await changeLiveUpdates(ctx, pressed);
      if (!changed.ok) throw new Error("It has no failure.");
      return changed.value;
    },
    healthy: () => eventsCome(ctx),
    secrets: () => readSecrets(ctx),
    /** What was written down of the presses. */
    written: async () =>
      (await lines()).slice(before).map(({ action, outcome }) => [action, outcome]),
  };
}

describe("turning live updates on", () => {
  it("makes one endpoint for everything, and keeps its secret sealed", async () => {
    const { press, api, db, secrets, healthy, written } = await newSettings({ isOn: false });
    expect(await healthy()).toBe(false);
    const answer = await press("turn-on");
    expect(answer).toMatchObject({ trouble: null, state: { endpoint: { status: "active" } } });
    expect(api.endpoints).toMatchObject([{ url, status: "active" }]);
    expect(await secrets()).toEqual([api.endpoints[0]?.secret]);
    expect(await healthy()).toBe(true);
    const row = await db.selectFrom("live_updates").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify({ row, answer })).not.toContain("whsec_");
    expect(await written()).toEqual([
      ["live-updates-on", "started"],
      ["live-updates-on", "ok"],
    ]);
  });

  it("asks nothing of the API while the trail takes no row", async () => {
    const { admin: ctx, api } = await newUpdates({ isOn: false });
    const vault: Vault = {
      ...ctx.vault,
      fingerprint: () => {
        throw new Error("takes no row");
      },
    };
    for (const pressed of ["turn-on", "turn-off", "change-secret", "revive"] as const) {
      const done = changeLiveUpdates({ ...ctx, vault }, pressed);
      await expect(done).rejects.toThrow("takes no row");
    }
    expect(api.endpoints).toEqual([]);
    expect(await readEndpoint(ctx)).toBeNull();
  });

  it("twice at once makes no second endpoint", async () => {
    const { press, api, secrets } = await newSettings({ isOn: false });
    await Promise.all([press("turn-on"), press("turn-on")]);
    expect(api.endpoints).toHaveLength(1);
    expect(await secrets()).toEqual([api.endpoints[0]?.secret]);
  });

  it("takes over the endpoint whose answer was lost, and others of this address go", async () => {
    const { press, api, secrets } = await newSettings({ isOn: false });
    const lost = { url, status: "disabled" as const, secret: "whsec_nobody_knows" };
    const other = { id: "wh_9", url: "https://other.example", status: "active" as const, secret };
    api.endpoints.push({ id: "wh_7", ...lost }, { id: "wh_8", ...lost }, other);
    expect((await press("turn-on")).trouble).toBeNull();
    expect(api.endpoints.map(({ id, status }) => [id, status])).toEqual([
      ["wh_7", "active"],
      ["wh_9", "active"],
    ]);
    expect(await secrets()).toEqual(["whsec_nobody_knows_rotated"]);
  });

  it("looks for what became of a create without an answer", async () => {
    const { press, api, secrets, ctx } = await newSettings({ isOn: false });
    const { createWebhook } = ctx.connect;
    ctx.connect = {
      ...ctx.connect,
      createWebhook: async (endpoint) => {
        await createWebhook(endpoint);
        return { ok: false, error: unanswered() };
      },
    };
    expect((await press("turn-on")).trouble).toBeNull();
    expect(api.endpoints).toHaveLength(1);
    expect(await secrets()).toEqual([api.endpoints[0]?.secret]);
  });

  it.each([
    ["an API without webhooks", missingCall, "not-offered"],
    ["a web page in its place", { ...unanswered("not-json"), status: 200 }, "not-offered"],
    ["a key that may not", rejected(403), "not-allowed"],
    ["no network", { kind: "unreachable", cause: "dns", requestId: null }, "not-reached"],
  ] as const)("changes nothing with %s, and says so", async (_, failure, trouble) => {
    const { press, api, written } = await newSettings({ isOn: false });
    api.failing = { listWebhooks: failure };
    expect(await press("turn-on")).toMatchObject({ trouble, state: { endpoint: null } });
    expect(api.endpoints).toEqual([]);
    expect((await written()).map(([, outcome]) => outcome)).toEqual(["started", trouble]);
  });

  it.each([
    ["http://desk.example", false],
    ["http://10.0.0.5:3000", false],
    ["http://127.0.0.1.example", false],
    ["http://127.0.0.1:3000", true],
    ["http://localhost:3000", true],
    ["https://desk.example", true],
  ])("at %s is possible: %s", async (appUrl, isSendable) => {
    const { press, api, ctx } = await newSettings({ isOn: false, appUrl });
    expect(await readLiveUpdates(ctx)).toMatchObject({ isSendable, endpoint: null });
    expect((await press("turn-on")).trouble).toBe(isSendable ? null : "not-https");
    expect(api.endpoints).toHaveLength(isSendable ? 1 : 0);
  });
});

describe("live updates that are on", () => {
  it("are told to be switched off by Medblocks, and come again with one press", async () => {
    const { press, api, healthy, written } = await newSettings();
    for (const endpoint of api.endpoints) endpoint.status = "disabled";
    expect((await press("check")).state.endpoint).toMatchObject({ status: "disabled" });
    expect(await healthy()).toBe(false);
    expect((await press("revive")).state.endpoint).toMatchObject({ status: "active" });
    expect(await healthy()).toBe(true);
    expect(api.endpoints[0]?.status).toBe("active");
    expect(await written()).toEqual([
      ["live-updates-revived", "started"],
      ["live-updates-revived", "ok"],
    ]);
  });

  it("that were deleted at Medblocks are made anew", async () => {
    const { press, api, healthy } = await newSettings();
    api.endpoints.length = 0;
    expect(await press("check")).toMatchObject({
      trouble: "gone",
      state: { endpoint: { status: "gone" } },
    });
    expect(await healthy()).toBe(false);
    expect((await press("turn-on")).trouble).toBeNull();
    expect(api.endpoints).toHaveLength(1);
    expect(await healthy()).toBe(true);
  });

  it("move with the address of the desk", async () => {
    const { press, api, ctx } = await newSettings();
    ctx.env = { ...ctx.env, appUrl: "https://new.example" };
    expect((await readLiveUpdates(ctx)).endpoint?.status).toBe("moved");
    expect((await press("turn-on")).state.endpoint?.status).toBe("active");
    expect(api.endpoints.map((endpoint) => endpoint.url)).toEqual([
      "https://new.example/api/webhooks/medblocks",
    ]);
  });

  it("get another secret, and the one before counts for five minutes", async () => {
    const { press, clock, secrets, api } = await newSettings();
    expect((await press("change-secret")).trouble).toBeNull();
    expect(await secrets()).toEqual([api.endpoints[0]?.secret, secret]);
    clock.pass(301);
    expect(await secrets()).toEqual([`${secret}_rotated`]);
  });

  it("keep the secret when nobody said that there is another", async () => {
    const { press, secrets, api } = await newSettings();
    api.failing = { rotateWebhookSecret: unanswered() };
    expect((await press("change-secret")).trouble).toBe("not-sure");
    expect(api.count("rotateWebhookSecret")).toBe(2);
    expect(await secrets()).toEqual([secret]);
  });

  it("go when they are turned off, also when Medblocks has none any more", async () => {
    const { press, api, secrets } = await newSettings();
    api.failing = { deleteWebhook: unanswered() };
    expect((await press("turn-off")).trouble).toBe("not-sure");
    expect(await secrets()).toEqual([secret]);
    api.failing = {};
    api.endpoints.length = 0;
    expect(await press("turn-off")).toMatchObject({ trouble: null, state: { endpoint: null } });
    expect(await secrets()).toEqual([]);
  });

  it("are not relied on once nobody could check them for two hours", async () => {
    const { clock, ctx, api, healthy } = await newSettings();
    api.failing = { getWebhook: unanswered() };
    for (const isHealthy of [true, true, false]) {
      clock.pass(3_600);
      expect(await checkEndpoint(ctx)).toBe("not-answering");
      expect(await healthy()).toBe(isHealthy);
    }
  });

  it("are not relied on from an event that is missing until the next one comes", async () => {
    const { clock, ctx, healthy } = await newSettings();
    await noteMissed(ctx);
    expect(await healthy()).toBe(false);
    expect((await readLiveUpdates(ctx)).endpoint?.hasMissed).toBe(true);
    clock.pass(1);
    await noteEvent(ctx.db, false, clock.now());
    expect(await healthy()).toBe(true);
    // One that is on its way a moment after another is not missing.
    clock.pass(59);
    await noteMissed(ctx);
    expect(await healthy()).toBe(true);
  });
});
