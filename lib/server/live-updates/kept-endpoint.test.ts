import { beforeAll, beforeEach, expect, it } from "vitest";
import { act } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { type TestCtx, testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { keep } from "@/test/live-updates/test-updates";
import { after, now } from "@/test/sessions/sample-session";
import {
  changeSecret,
  noteEvent,
  noteMissed,
  readEndpoint,
  readSecrets,
  removeEndpoint,
  saveStatus,
} from "./kept-endpoint";

const endpoint = { id: "wh_1", url: "https://desk.example/hook", status: "active" } as const;

describeOnEachEngine("the endpoint that is kept", (newPlace) => {
  let ctx: TestCtx["ctx"];
  beforeAll(async () => {
    ({ ctx } = await testCtx({ db: await openUntilEnd(await newPlace()) }));
  });
  beforeEach(async () => {
    await ctx.db.deleteFrom("live_updates").execute();
    await keep(at(0), { ...endpoint, secret: "whsec_first" });
  });
  /** So many seconds after the start. */
  const at = (seconds: number): Ctx => ({ ...ctx, now: () => after(seconds) });
  const deed = { action: "live-updates-on", outcome: "ok" } as const;
  const change = (secret: string, seconds: number) =>
    act(ctx, deed, (tx) => changeSecret(tx, ctx.vault, { id: "wh_1", secret }, after(seconds)));
  const remove = (id: string) => act(ctx, deed, (tx) => removeEndpoint(tx, id));

  it("is one, and a later one takes its place with all that was known of it", async () => {
    await noteEvent(ctx.db, false, now);
    await noteMissed(at(90));
    await keep(at(100), { ...endpoint, id: "wh_2", secret: "whsec_second" });
    expect(await readEndpoint(ctx)).toMatchObject({
      endpointId: "wh_2",
      checkedAt: after(100).toISOString(),
      lastEventAt: null,
      missedAt: null,
    });
    expect(await readSecrets(at(100))).toEqual(["whsec_second"]);
    await remove("wh_1");
    expect(await readEndpoint(ctx)).not.toBeNull();
    await remove("wh_2");
    expect(await readEndpoint(ctx)).toBeNull();
    expect(await readSecrets(at(100))).toEqual([]);
  });

  it("has the last secret, and for five minutes the one before, neither of them readable", async () => {
    await change("whsec_second", 0);
    await change("whsec_third", 10);
    expect(await readSecrets(at(309))).toEqual(["whsec_third", "whsec_second"]);
    expect(await readSecrets(at(311))).toEqual(["whsec_third"]);
    const row = await ctx.db.selectFrom("live_updates").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain("whsec");
  });

  it("misses an event only when none came in the minute before", async () => {
    const missedAt = async () => (await readEndpoint(ctx))?.missedAt;
    await noteEvent(ctx.db, false, now);
    await noteMissed(at(59));
    expect(await missedAt()).toBeNull();
    await noteMissed(at(61));
    expect(await missedAt()).toBe(after(61).toISOString());
  });

  it("stands as the API said last", async () => {
    await saveStatus(at(5), "wh_1", "disabled");
    await saveStatus(at(6), "wh_of_another_desk", "active");
    expect(await readEndpoint(ctx)).toMatchObject({
      status: "disabled",
      checkedAt: after(5).toISOString(),
    });
  });
});
