import { expect, it } from "vitest";
import { openDatabase } from "@/lib/server/db/client";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import {
  after,
  now,
  sampleConnection,
  sampleDetails,
  sampleSecret,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { backfillSessions } from "./backfill";
import { findByAttempt } from "./find";
import { saveSnapshot } from "./links";
import { listPage } from "./list";

const vault = createVault(sampleSecret);
const people = ["Đặng Thị Hường", "Łukasz Wałęsa", "Bjørn Ødegård"];

/** Links as a build left them that knew neither words nor folded keys, and took unused suggestions for failures. */
async function oldDesk(newPlace: NewPlace, links = 60) {
  const place = await newPlace();
  const db = await openUntilEnd(place);
  const store = writableStore({ db, vault });
  for (let index = 0; index < links; index += 1) {
    const details = sampleDetails({
      patientId: `MRN-${1000 + index}`,
      name: people[index % people.length] ?? "",
      suggestedSourceIds: [sampleConnection().sourceId, "fhirsrc_unused"],
    });
    const id = await claim(store, `attempt-${index}`, { details });
    const session = sampleSession({
      id: `sess_${index}`,
      url: `https://app.medblocks.com/c/${String(index).padStart(32, "0")}`,
      status: "complete",
      connections: [sampleConnection()],
    });
    await store.recordMade(id, session, seen(0));
  }
  await forget(db);
  const count = async (search: string) => {
    const query = { show: "all", staffId: null, search, since: now, now } as const;
    return (await listPage({ db, vault }, query, null, 100)).listed.length;
  };
  return { db, store, place, count };
}

async function forget(db: WritableDatabase): Promise<void> {
  await db.deleteFrom("session_words").execute();
  await db.deleteFrom("meta").where("key", "=", "sessions-backfill").execute();
  const blank = { folded_key: null, link_key: null, help_at: after(1).toISOString() };
  await db.updateTable("sessions").set(blank).execute();
}

/** Takes a breath after each batch, and can be told to end there as a process does that is stopped. */
function services(db: WritableDatabase, endAfter = Number.POSITIVE_INFINITY) {
  let batches = 0;
  const pause = async () => {
    batches += 1;
    if (batches === endAfter) throw new Error("The process ended.");
  };
  return { db, vault, pause, batches: () => batches };
}

function blank(db: WritableDatabase) {
  return db.selectFrom("sessions").select("id").where("folded_key", "is", null).execute();
}

describeOnEachEngine("rows of older builds", (newPlace) => {
  it("are found by name and ID, and need no help that they do not need", async () => {
    const { db, count } = await oldDesk(newPlace);
    expect(await count("Dang")).toBe(0);

    await backfillSessions(services(db));

    expect([await count("Dang"), await count("Lukasz"), await count("odegard")]).toEqual([
      20, 20, 20,
    ]);
    expect(await count("mrn 1001")).toBe(1);
    expect(await blank(db)).toEqual([]);
    const help = await db.selectFrom("sessions").select("help_at").distinct().execute();
    expect(help).toEqual([{ help_at: null }]);
  });

  it("keep a need for help that is one: a hospital that failed, records that did not arrive", async () => {
    const { db, store } = await oldDesk(newPlace, 2);
    const [failed, missing] = [
      await findByAttempt(store, "attempt-0"),
      await findByAttempt(store, "attempt-1"),
    ];
    const connections = [
      sampleConnection(),
      { ...sampleConnection(), sourceId: "fhirsrc_unused", status: "failed" as const },
    ];
    const answer = sampleSession({ id: "sess_0", status: "complete", connections });
    await saveSnapshot(store, failed?.id ?? "", answer, seen(5));
    await db
      .insertInto("record_syncs")
      .values({
        patient_key: missing?.patientKey ?? "",
        source_id: sampleConnection().sourceId,
        state: "failed",
        at: after(9).toISOString(),
      })
      .execute();

    await backfillSessions(services(db));

    const help = await db.selectFrom("sessions").select("help_at").execute();
    expect(help.filter(({ help_at }) => help_at === null)).toEqual([]);
  });

  it("are gone through once, and a start goes on where the one before ended", async () => {
    const { db, count } = await oldDesk(newPlace);
    const first = services(db, 2);
    await expect(backfillSessions(first)).rejects.toThrow("ended");
    expect(await blank(db)).toHaveLength(10);

    const second = services(db);
    await backfillSessions(second);
    expect(await blank(db)).toEqual([]);
    expect(second.batches()).toBe(2);
    expect(await count("Bjorn")).toBe(20);

    await db.updateTable("sessions").set({ folded_key: null }).execute();
    await backfillSessions(services(db));
    expect(await blank(db)).toHaveLength(60);
  });

  it("are passed over when they cannot be read, and the others are not", async () => {
    const { db, count } = await oldDesk(newPlace);
    await db
      .updateTable("sessions")
      .set({ details: "damaged" })
      .where("attempt", "=", "attempt-3")
      .execute();

    await backfillSessions(services(db));

    expect(await blank(db)).toHaveLength(1);
    expect(await count("Dang")).toBe(19);
  });

  it("are brought up by two processes at once", async () => {
    const { db, place, count } = await oldDesk(newPlace);
    const other = await openDatabase(place);

    const theirs = () => backfillSessions(services(other));
    if (place.databaseUrl === null) {
      // Two handles of one process cannot wait for each other's lock: the other goes on in between.
      await backfillSessions({ ...services(db), pause: theirs });
    } else {
      await Promise.all([backfillSessions(services(db)), theirs()]);
    }
    await other.destroy();

    expect(await blank(db)).toEqual([]);
    expect(await count("Lukasz")).toBe(20);
    const words = await db.selectFrom("session_words").select("session_id").distinct().execute();
    expect(words).toHaveLength(60);
  });
});
