import { expect, it } from "vitest";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { staffAdapter } from "./auth-tables";
import { tokenHash, withHashedTokens } from "./hashed-tokens";

const token = "raw-token-of-the-tests-1234567890";
const model = "session";
const by = [{ field: "token", value: token }];

describeOnEachEngine("the token of a session (row 26)", (newPlace) => {
  it("is written, found, changed and removed by its hash, and nobody sees it there", async () => {
    const place = await newPlace();
    const db = await openUntilEnd(place);
    const plain = await staffAdapter(db, place.databaseUrl === null ? "sqlite" : "postgres");
    const adapter = withHashedTokens(plain);
    const at = new Date();
    const dates = { createdAt: at, updatedAt: at };
    const user = await adapter.create<Record<string, unknown>, { id: string }>({
      model: "user",
      data: { email: "dana@clinic.example", name: "Dana", emailVerified: true, ...dates },
    });
    const data = { token, userId: user.id, expiresAt: at, ...dates };

    expect(await adapter.create({ model, data })).toMatchObject({ token });

    const kept = await db.selectFrom("staff_sessions").select("token").execute();
    expect(kept).toEqual([{ token: tokenHash(token) }]);
    expect(await adapter.findOne({ model, where: by })).toMatchObject({ token });
    expect(await adapter.findOne({ model, where: by, join: { user: true } })).toMatchObject({
      token,
      user: { name: "Dana" },
    });
    const among = [{ field: "token", value: [token, "another"], operator: "in" as const }];
    expect(await adapter.findMany({ model, where: among })).toMatchObject([{ token }]);
    expect(await adapter.findMany({ model })).toMatchObject([{ token: tokenHash(token) }]);
    expect(await adapter.count({ model, where: by })).toBe(1);
    expect(
      await adapter.update({ model, where: by, update: { userAgent: "Firefox" } }),
    ).toMatchObject({ token, userAgent: "Firefox" });
    const inside = adapter.transaction((inner) => inner.findOne({ model, where: by }));
    expect(await inside).toMatchObject({ token });
    await adapter.deleteMany({ model, where: by });
    expect(await adapter.findOne({ model, where: by })).toBeNull();
  });
});
