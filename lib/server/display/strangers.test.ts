import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/lib/server/db/test-database";
import { newDesk } from "@/lib/server/sessions/test-desk";
import { openTestStaff } from "@/lib/server/staff/test-staff";
import { newToken } from "./cookies";
import type { DisplayServices } from "./display-services";
import { DisplayStore, mostCodes } from "./display-store";
import { newPairingCode, pairDisplay } from "./pairing";
import { awaitDisplay } from "./showing";

const clerk = { id: "staff-1", sessionId: "session-1" };

/** Knows how often it was told that a display asked. */
class CountingStore extends DisplayStore {
  touches = 0;
  override async touch(...about: Parameters<DisplayStore["touch"]>) {
    this.touches += 1;
    await super.touch(...about);
  }
}

describeOnEachEngine("somebody who says to be a patient's screen", (newPlace) => {
  async function open() {
    const people = await openTestStaff(newPlace);
    const { desk, clock } = await newDesk();
    const store = new CountingStore(people.db);
    const services: DisplayServices = {
      ...{ db: people.db, vault: people.vault, store, audit: people.audit, now: clock.now },
      findSession: (id) => desk.store.findById(id),
      wait: async (ms) => clock.pass(ms / 1000),
    };
    return { services, store, clock, db: people.db };
  }

  const countRows = async ({ db }: DisplayServices) =>
    (await db.selectFrom("displays").select("token_hash").execute()).length;

  it("gets one code a second once many were asked for, and so does everybody else", async () => {
    const { services, clock } = await open();
    const ask = () => newPairingCode(null, { address: null }, services);
    for (let i = 0; i < 200; i++) await ask();
    expect(await countRows(services)).toBe(61);
    expect(await ask()).toMatchObject({ error: { kind: "wait-to-sign-in", retryAfterSeconds: 1 } });

    clock.pass(1);
    const made = await ask();
    if (!made.ok || !made.value) throw new Error("There is no code.");
    expect((await pairDisplay(made.value.code, newToken(), clerk, services)).ok).toBe(true);
  });

  it("from however many addresses, finds room for so many codes and no more", async () => {
    const { services, db, clock } = await open();
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

    const made = await newPairingCode(null, { address: "192.0.2.1" }, services);

    expect(await countRows(services)).toBe(mostCodes + 1);
    const kept = await db.selectFrom("displays").select("token_hash").execute();
    expect(kept.map(({ token_hash }) => token_hash)).toContain("paired");
    if (!made.ok || !made.value) throw new Error("There is no code.");
    expect((await pairDisplay(made.value.code, newToken(), clerk, services)).ok).toBe(true);
  });

  it("has it written down once in five seconds that it asked, and never when nobody knows it", async () => {
    const { services, store, clock } = await open();
    const made = await newPairingCode(null, { address: null }, services);
    if (!made.ok || !made.value) throw new Error("There is no code.");
    const { token } = made.value;
    const ask = (who: string, mayDim: boolean) =>
      awaitDisplay(who, { seen: null, mayDim }, new AbortController().signal, services);

    for (let i = 0; i < 20; i++) await ask(token, i % 2 === 0);
    for (let i = 0; i < 20; i++) await ask(newToken(), false);
    expect(store.touches).toBe(0);

    clock.pass(6);
    for (let i = 0; i < 20; i++) await ask(token, i % 2 === 0);
    expect(store.touches).toBe(1);
  });
});
