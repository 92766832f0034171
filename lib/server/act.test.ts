import { sql } from "kysely";
import { expect, it } from "vitest";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { act, type Deed, note, type Tx } from "./act";
import { createTransport } from "./connect/transport";
import { type ActingBy, byStaff, bySystem, byVisitor } from "./context";
import type { DatabasePlace } from "./db/client";
import { createVault } from "./db/seal";
import { unaudited } from "./db/unaudited";
import { sendEmail } from "./mail/send";
import { hashPassword } from "./staff/password-hash";

const ping = {
  method: "GET",
  path: "/",
  headers: {},
  body: null,
  timeoutMs: 1,
  maxBytes: 1,
} as const;
const email = {
  to: "maria@example.com",
  fromName: "Desk",
  subject: "Hello",
  text: "Hello",
  html: "Hello",
};
const mailServer = {
  host: "127.0.0.1",
  port: 9,
  tls: "none",
  login: null,

  from: "desk@example.com",
} as const;
const deed: Deed = { action: "settings-changed", outcome: "ok", subject: "name" };
const acting = {
  vault: createVault("a made-up secret of the tests, 43 characters"),
  now: () => new Date("2026-04-25T14:30:00.000Z"),
};

async function newActor(place: DatabasePlace) {
  return byStaff(
    { id: "staff-1", sessionId: "place-1" },
    { ...acting, db: await openUntilEnd(place) },
  );
}

function put(tx: Tx, key: string, value = "there") {
  return tx.insertInto("meta").values({ key, value }).execute();
}

async function found(ctx: ActingBy, key: string) {
  const row = await ctx.db
    .selectFrom("meta")
    .select("value")
    .where("key", "=", key)
    .executeTakeFirst();
  return row?.value ?? null;
}

async function lines({ db }: ActingBy) {
  return db.selectFrom("audit").selectAll().orderBy("seq").execute();
}

describeOnEachEngine("an act", (newPlace) => {
  it("changes something and says in the trail who did it", async () => {
    const ctx = await newActor(await newPlace());

    expect(await act(ctx, deed, (tx) => put(tx, "one").then(() => 7))).toBe(7);

    expect(await found(ctx, "one")).toBe("there");
    expect(await lines(ctx)).toMatchObject([
      { seq: 1, ...deed, staff_id: "staff-1", staff_session: "place-1" },
    ]);
  });

  it("is what the compiler asks for before anything is written", async () => {
    const { db }: ActingBy = await newActor(await newPlace());
    // @ts-expect-error what is handed out can only be read
    expect(db.insertInto).toBeDefined();
    const written = unaudited(db)
      .transaction()
      // @ts-expect-error a transaction that no act gave
      .execute((tx) => put(tx, "one"));
    await expect(written).resolves.toBeDefined();
  });

  it("of a visitor names nobody, and of the desk itself the job", async () => {
    const ctx = await newActor(await newPlace());

    await note(byVisitor(ctx), deed);
    await note(bySystem("housekeeping", ctx), deed);

    expect(await lines(ctx)).toMatchObject([
      { staff_id: null, staff_session: null },
      { staff_id: null, staff_session: "system:housekeeping" },
    ]);
  });

  it("may be known only by what came of it: several lines, or none", async () => {
    const ctx = await newActor(await newPlace());
    const several = (subjects: string[]) => subjects.map((subject) => ({ ...deed, subject }));

    await act(ctx, several, async () => ["phone", "name"]);
    await act(
      ctx,
      () => null,
      async () => "nothing",
    );

    expect((await lines(ctx)).map(({ subject }) => subject)).toEqual(["phone", "name"]);
  });

  it("changes nothing while the trail takes no line", async () => {
    const place = await newPlace();
    const ctx = await newActor(place);
    await refuseRows(ctx.db, place);

    await expect(act(ctx, deed, (tx) => put(tx, "one"))).rejects.toThrow("takes no row");
    expect(await found(ctx, "one")).toBeNull();

    await takeRows(ctx.db, place);
    await act(ctx, deed, (tx) => put(tx, "one"));
    expect(await found(ctx, "one")).toBe("there");
  });

  it("that fails half way leaves no change and no line", async () => {
    const ctx = await newActor(await newPlace());
    const half = act(ctx, deed, async (tx) => {
      await put(tx, "one");
      throw new Error("half way");
    });

    await expect(half).rejects.toThrow("half way");
    expect([await found(ctx, "one"), await lines(ctx)]).toEqual([null, []]);
  });

  it("sees what every act before it did, from the first line on, however many come at once", async () => {
    const place = await newPlace();
    const one = await newActor(place);
    // The embedded database is one process's; the trail's own tests write to it from several.
    const other = place.databaseUrl ? await newActor(place) : one;
    await unaudited(one.db).insertInto("meta").values({ key: "count", value: "0" }).execute();
    const countOn = (ctx: ActingBy) =>
      act(ctx, deed, async (tx) => {
        const row = await tx
          .selectFrom("meta")
          .select("value")
          .where("key", "=", "count")
          .executeTakeFirstOrThrow();
        await tx
          .updateTable("meta")
          .set({ value: String(Number(row.value) + 1) })
          .where("key", "=", "count")
          .execute();
      });

    await Promise.all(
      [one, other].flatMap((ctx) => Array.from({ length: 20 }, () => countOn(ctx))),
    );

    expect(await found(one, "count")).toBe("40");
    expect((await lines(one)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
  });

  it.each<[string, (ctx: ActingBy) => Promise<unknown>]>([
    ["a question to the database beside it", ({ db }) => sql`select 1`.execute(db)],
    ["another act", (ctx) => note(ctx, deed)],
    ["a password's hash", () => hashPassword("violet kettle under moss")],
    ["a call of the API", () => createTransport("http://127.0.0.1:9", 1000)(ping)],
    ["an email", () => sendEmail(email, mailServer)],
  ])("refuses to wait for %s, and goes on afterwards", async (_, wait) => {
    const ctx = await newActor(await newPlace());

    const stuck = act(ctx, deed, async (tx) => {
      await put(tx, "one");
      await wait(ctx);
    });

    await expect(stuck).rejects.toThrow("nothing is awaited but its tx");
    expect(await found(ctx, "one")).toBeNull();
    await act(ctx, deed, (tx) => put(tx, "one"));
    expect(await lines(ctx)).toHaveLength(1);
  });
});
