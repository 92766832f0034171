import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, openUntilEnd } from "@/lib/server/db/test-database";
import { after, now, sampleSecret } from "@/lib/server/sessions/sample-session";
import { createEndpointStore, type EndpointStore } from "./endpoint-store";
import { createEventStore } from "./event-store";

const endpoint = { id: "wh_1", url: "https://desk.example/hook", status: "active" } as const;

describeOnEachEngine("the endpoint that is kept", (newPlace) => {
  const vault = createVault(sampleSecret);
  let db: Database;
  let store: EndpointStore;
  beforeAll(async () => {
    db = await openUntilEnd(await newPlace());
    store = createEndpointStore(db, vault);
  });
  beforeEach(async () => {
    await db.deleteFrom("live_updates").execute();
    await store.keepEndpoint({ ...endpoint, secret: "whsec_first" }, now);
  });

  it("is one, and a later one takes its place with all that was known of it", async () => {
    await createEventStore(db, vault).noteOddity(now);
    await store.noteMissed(after(90));
    const next = { ...endpoint, id: "wh_2", secret: "whsec_second" };
    await store.keepEndpoint(next, after(100));
    expect(await store.readEndpoint()).toMatchObject({
      endpointId: "wh_2",
      checkedAt: after(100).toISOString(),
      lastEventAt: null,
      missedAt: null,
    });
    expect(await store.readSecrets(after(100))).toEqual(["whsec_second"]);
    await store.removeEndpoint("wh_1");
    expect(await store.readEndpoint()).not.toBeNull();
    await store.removeEndpoint("wh_2");
    expect(await store.readEndpoint()).toBeNull();
    expect(await store.readSecrets(after(100))).toEqual([]);
  });

  it("has the last secret, and for five minutes the one before, neither of them readable", async () => {
    await store.changeSecret("wh_1", "whsec_second", now);
    await store.changeSecret("wh_1", "whsec_third", after(10));
    expect(await store.readSecrets(after(309))).toEqual(["whsec_third", "whsec_second"]);
    expect(await store.readSecrets(after(311))).toEqual(["whsec_third"]);
    const row = await db.selectFrom("live_updates").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain("whsec");
  });

  it("misses an event only when none came in the minute before", async () => {
    const missedAt = async () => (await store.readEndpoint())?.missedAt;
    await createEventStore(db, vault).noteOddity(now);
    await store.noteMissed(after(59));
    expect(await missedAt()).toBeNull();
    await store.noteMissed(after(61));
    expect(await missedAt()).toBe(after(61).toISOString());
  });

  it("stands as the API said last", async () => {
    await store.saveStatus("wh_1", "disabled", after(5));
    await store.saveStatus("wh_of_another_desk", "active", after(6));
    expect(await store.readEndpoint()).toMatchObject({
      status: "disabled",
      checkedAt: after(5).toISOString(),
    });
  });
});
