import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, it, vi } from "vitest";
import { describeOnEachEngine, newFolder, openUntilEnd } from "@/test/db/test-database";
import { checkSecret } from "./check-secret";
import { closeDatabase, database, openDatabase, openDesk } from "./client";
import { createVault } from "./seal";

const vault = createVault("a made-up secret of the tests, 43 characters");

describeOnEachEngine("a database", (newPlace) => {
  it("has its tables from the first start and keeps its rows over a restart", async () => {
    const place = await newPlace();
    const first = await openDatabase(place);
    await first.insertInto("meta").values({ key: "kept", value: "Zoë 💚" }).execute();
    await first.destroy();

    const second = await openUntilEnd(place);

    expect(await second.selectFrom("meta").selectAll().execute()).toEqual([
      { key: "kept", value: "Zoë 💚" },
    ]);
  });

  it("accepts the secret it was made with and no other", async () => {
    const db = await openUntilEnd(await newPlace());
    const other = createVault("another made-up secret of the tests, longer");

    await checkSecret(db, vault);
    await checkSecret(db, vault);

    await expect(checkSecret(db, other)).rejects.toThrow(
      /made with another DESK_SECRET.*Start with/,
    );
  });

  it("does not start without its secret, and makes no other one", async () => {
    const place = { ...(await newPlace()), deskSecret: null };
    const { db } = await openDesk(place);
    await db.destroy();
    const secret = join(place.dataDir, "desk-secret");
    expect(readFileSync(secret, "utf8")).toMatch(/^[\w-]{43}\n$/);
    rmSync(secret);

    await expect(openDesk(place)).rejects.toThrow(
      /secret of this database is missing.*No new one was made.*put back the file desk-secret/,
    );

    expect(readdirSync(place.dataDir)).not.toContain("desk-secret");
    const elsewhere = { ...place, deskSecret: "one that was made up, 32 characters" };
    await expect(openDesk(elsewhere)).rejects.toThrow("made with another DESK_SECRET");
  });

  it("takes no row that is neither made nor unmade", async () => {
    const db = await openUntilEnd(await newPlace());
    const row = {
      id: "row-1",
      attempt: "attempt-1",
      patient_key: "key",
      tag: "Blue 7",
      details: "sealed",
      created_at: "2026-04-25T14:30:00.000Z",
      expires_at: "2026-04-25T15:00:00.000Z",
    };
    const halfMade = db.insertInto("sessions").values({ ...row, stage: "made" });
    const halfUnmade = db
      .insertInto("sessions")
      .values({ ...row, stage: "claimed", snapshot: "sealed" });

    await expect(halfMade.execute()).rejects.toThrow();
    await expect(halfUnmade.execute()).rejects.toThrow();
  });

  it("takes what looks like SQL for the text it is", async () => {
    const db = await openUntilEnd(await newPlace());
    const text = "'; drop table meta; --";

    await db.insertInto("meta").values({ key: text, value: text }).execute();

    expect(await db.selectFrom("meta").selectAll().where("key", "=", text).execute()).toEqual([
      { key: text, value: text },
    ]);
  });
});

describe("the embedded database", () => {
  it("can be read by its owner only, beside files and all", async () => {
    const { dataDir } = await newFolder();
    const db = await openUntilEnd({ dataDir: join(dataDir, "new"), databaseUrl: null });
    await checkSecret(db, vault);
    const mode = (name: string) => statSync(join(dataDir, "new", name)).mode & 0o777;

    expect(readdirSync(join(dataDir, "new")).sort()).toEqual([
      "desk.db",
      "desk.db-shm",
      "desk.db-wal",
    ]);
    expect(["", "desk.db", "desk.db-shm", "desk.db-wal"].map(mode)).toEqual([
      0o700, 0o600, 0o600, 0o600,
    ]);
  });

  it("closes a file that was left open to others", async () => {
    const { dataDir } = await newFolder();
    writeFileSync(join(dataDir, "desk.db"), "");
    chmodSync(join(dataDir, "desk.db"), 0o644);

    await openUntilEnd({ dataDir, databaseUrl: null });

    expect(statSync(join(dataDir, "desk.db")).mode & 0o777).toBe(0o600);
  });

  it("waits for the disk, and lets nobody else wait for another process", async () => {
    const db = await openUntilEnd(await newFolder());
    const ask = async (pragma: string) =>
      Object.values((await sql.raw(`pragma ${pragma}`).execute(db)).rows[0] ?? {})[0];

    expect(await ask("journal_mode")).toBe("wal");
    expect(await ask("synchronous")).toBe(2);
    expect(await ask("busy_timeout")).toBe(0);
    expect(await ask("foreign_keys")).toBe(1);
    expect(await ask("secure_delete")).toBe(1);
  });

  it("is copied whole while in use, and the copy opens", async () => {
    const place = await newFolder();
    const db = await openUntilEnd(place);
    await checkSecret(db, vault);
    const backup = await newFolder();
    await sql`vacuum into ${join(backup.dataDir, "desk.db")}`.execute(db);
    await db.deleteFrom("meta").execute();

    const restored = await openUntilEnd(backup);

    expect(await restored.selectFrom("meta").select("key").execute()).toEqual([
      { key: "secret-check" },
    ]);
    await expect(checkSecret(restored, vault)).resolves.toBeUndefined();
    const integrity = await sql`pragma integrity_check`.execute(restored);
    expect(integrity.rows).toEqual([{ integrity_check: "ok" }]);
  });

  it("is one whole file after it was closed", async () => {
    const place = await newFolder();
    const db = await openDatabase(place);
    await checkSecret(db, vault);
    await db.destroy();
    const copy = await newFolder();
    copyFileSync(join(place.dataDir, "desk.db"), join(copy.dataDir, "desk.db"));

    const restored = await openUntilEnd(copy);

    expect(await restored.selectFrom("meta").select("key").execute()).toEqual([
      { key: "secret-check" },
    ]);
  });

  it("says so when the file is no database", async () => {
    const place = await newFolder();
    writeFileSync(join(place.dataDir, "desk.db"), "This is a letter, not a database. ".repeat(99));

    await expect(openDatabase(place)).rejects.toThrow("not a database");
  });
});

describe("the process's own database", () => {
  afterEach(async () => {
    await closeDatabase();
    vi.unstubAllEnvs();
  });

  it("is opened once, and anew after it was closed", async () => {
    const { dataDir } = await newFolder();
    vi.stubEnv("DATA_DIR", dataDir);
    vi.stubEnv("DATABASE_URL", "");
    vi.stubEnv("MEDBLOCKS_API_KEY", "mb_sk_sbx_connect_desk_demo");
    vi.stubEnv("NEXT_PHASE", "phase-production-build");
    await expect(database()).rejects.toThrow("while the app is being built");
    expect(readdirSync(dataDir)).toEqual([]);
    vi.stubEnv("NEXT_PHASE", "");

    const [one, two] = await Promise.all([database(), database()]);
    expect(one).toBe(two);
    expect(await one.selectFrom("meta").select("key").execute()).toEqual([{ key: "secret-check" }]);

    await closeDatabase();
    await closeDatabase();
    expect(await database()).not.toBe(one);
  });
});
