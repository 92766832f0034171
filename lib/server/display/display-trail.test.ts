import { expect, it } from "vitest";
import { newToken } from "@/lib/server/token";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { testCtx } from "@/test/ctx";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import { hasDisplay, newPairingCode, pairDisplay, unpairDisplay } from "./pairing";

async function open(newPlace: NewPlace) {
  const place = await newPlace();
  const db = await openUntilEnd(place);
  const { ctx } = await testCtx({ db });
  const newCode = async () => {
    const made = await newPairingCode(ctx, { token: null, address: null });
    if (!made.ok || made.value === null) throw new Error("There is no code.");
    return made.value.code;
  };
  return { place, ctx, newCode };
}

describeOnEachEngine("a patient's screen", (newPlace) => {
  it("is neither paired nor let go of while the trail takes no row", async () => {
    const { place, ctx, newCode } = await open(newPlace);
    const pc = newToken();
    expect(await pairDisplay(ctx, { code: await newCode(), token: pc })).toMatchObject({
      ok: true,
    });
    const code = await newCode();
    await refuseRows(ctx.db, place);

    const pairing = pairDisplay(ctx, { code, token: newToken() });
    await expect(pairing).rejects.toThrow("takes no row");
    await expect(unpairDisplay(ctx, pc)).rejects.toThrow("takes no row");

    await takeRows(ctx.db, place);
    expect(await hasDisplay(ctx, pc)).toBe(true);
    expect(await pairDisplay(ctx, { code, token: newToken() })).toMatchObject({ ok: true });
  });
});
