import { expect, it } from "vitest";
import type { Ctx } from "@/lib/server/context";
import { newToken } from "@/lib/server/token";
import { testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { newPairingCode, pairDisplay } from "./pairing";
import { awaitDisplay } from "./showing";
import { mostCodes } from "./store";

const noAddress = { token: null, address: null };

describeOnEachEngine("somebody who says to be a patient's screen", (newPlace) => {
  async function open() {
    const { ctx, clock } = await testCtx({ db: await openUntilEnd(await newPlace()) });
    return { ctx: { ...ctx, wait: async (ms: number) => clock.pass(ms / 1000) }, clock };
  }

  const countRows = async ({ db }: Pick<Ctx, "db">) =>
    (await db.selectFrom("displays").select("token_hash").execute()).length;

  it("gets one code a second once many were asked for, and so does everybody else", async () => {
    const { ctx, clock } = await open();
    const ask = () => newPairingCode(ctx, noAddress);
    for (let i = 0; i < 200; i++) await ask();
    expect(await countRows(ctx)).toBe(61);
    expect(await ask()).toMatchObject({ error: { kind: "wait-to-sign-in", retryAfterSeconds: 1 } });

    clock.pass(1);
    const made = await ask();
    if (!made.ok || !made.value) throw new Error("There is no code.");
    expect((await pairDisplay(ctx, { code: made.value.code, token: newToken() })).ok).toBe(true);
  });

  it("from however many addresses, finds room for so many codes and no more", async () => {
    const { ctx, clock } = await open();
    const { db } = ctx;
    const at = clock.now().toISOString();
    const ends = (n: number) => new Date(clock.now().getTime() + n).toISOString();
    const waiting = Array.from({ length: mostCodes + 5 }, (_, n) => ({
      ...{ token_hash: `token-${n}`, code_key: `code-${n}`, seen_at: at, may_dim: 0 },
      code_ends_at: ends(n + 1),
    }));
    for (let n = 0; n < waiting.length; n += 100) {
      await db
        .insertInto("displays")
        .values(waiting.slice(n, n + 100))
        .execute();
    }
    await db
      .insertInto("displays")
      .values({ token_hash: "paired", desk_hash: "pc", seen_at: at, may_dim: 0 })
      .execute();

    const made = await newPairingCode(ctx, { token: null, address: "192.0.2.1" });

    expect(await countRows(ctx)).toBe(mostCodes + 1);
    const kept = await db.selectFrom("displays").select("token_hash").execute();
    expect(kept.map(({ token_hash }) => token_hash)).toContain("paired");
    if (!made.ok || !made.value) throw new Error("There is no code.");
    expect((await pairDisplay(ctx, { code: made.value.code, token: newToken() })).ok).toBe(true);
  });

  it("has it written down once in five seconds that it asked, and never when nobody knows it", async () => {
    const { ctx, clock } = await open();
    const made = await newPairingCode(ctx, noAddress);
    if (!made.ok || !made.value) throw new Error("There is no code.");
    const { token } = made.value;
    const ask = (who: string, mayDim: boolean) =>
      awaitDisplay(ctx, { token: who, seen: null, mayDim }, new AbortController().signal);
    const written = async () => {
      const row = await ctx.db
        .selectFrom("displays")
        .select(["seen_at", "may_dim"])
        .executeTakeFirst();
      return { ...row };
    };
    const before = await written();

    for (let i = 0; i < 20; i++) await ask(token, i % 2 === 0);
    for (let i = 0; i < 20; i++) await ask(newToken(), false);
    expect(await written()).toEqual(before);

    clock.pass(6);
    const at = clock.now().toISOString();
    for (let i = 0; i < 20; i++) {
      await ask(token, i % 2 === 0);
      clock.pass(0.1);
    }
    // As the first of them said it.
    expect(await written()).toEqual({ seen_at: at, may_dim: 1 });
  });
});
