import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { afterThisFile } from "@/test/db/test-clean-up";
import { describeOnEachEngine, newFolder, openUntilEnd } from "@/test/db/test-database";
import { type DatabasePlace, openDesk } from "../lib/server/db/client";
import { holdFolder, restoreFolder, takeFolder } from "../lib/server/db/desk-lock";
import { findPostgres } from "./postgres.mjs";
import { restoreEmbedded } from "./restore-embedded";
import { restorePostgres } from "./restore-postgres";
import { root } from "./steps.mjs";

const run = promisify(execFile);
const tsx = ["--conditions=react-server", "--import", "tsx"];
const secret = "a made-up secret of the tests, 43 characters";

const keys = ["one", "two"];

function environment({ dataDir, databaseUrl }: DatabasePlace) {
  return {
    ...{ ...process.env, MEDBLOCKS_API_KEY: "mb_sk_sbx_connect_desk_demo", DATA_DIR: dataDir },
    ...{ DATABASE_URL: databaseUrl ?? "", DESK_SECRET: secret },
  };
}

/** A desk that runs at this place; `say` makes it keep another key. */
async function startDesk(place: DatabasePlace) {
  const child = spawn(process.execPath, [...tsx, join(root, "test/desk-child.ts")], {
    env: environment(place),
    stdio: ["pipe", "pipe", "inherit"],
  });
  afterThisFile(async () => void child.kill("SIGKILL"));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async say(key: string) {
      child.stdin.write(`${key}\n`);
      expect(await lines.next()).toMatchObject({ value: key });
    },
    async end(signal: "SIGTERM" | "SIGKILL") {
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
}

/** A copy, made as docs/operate.md says. */
async function backUp(place: DatabasePlace): Promise<string> {
  const { dataDir } = await newFolder();
  const file = join(dataDir, "copy.db");
  const env = environment(place);
  if (place.databaseUrl === null) {
    await run(process.execPath, [join(root, "scripts/backup.mjs"), file], { env });
  } else {
    const dump = join(findPostgres() ?? "/usr/bin", "pg_dump");
    await run(dump, ["--no-owner", "--file", file, place.databaseUrl]);
  }
  return file;
}

/** What `npm run restore` says, for good or ill. */
async function restore(place: DatabasePlace, file: string, deskSecret: string | null = secret) {
  const { dataDir, databaseUrl } = place;
  const restoring =
    databaseUrl === null
      ? restoreEmbedded(file, { dataDir, databaseUrl, deskSecret })
      : restorePostgres(file, { dataDir, databaseUrl, deskSecret });
  return restoring.then(
    (lines) => lines.join("\n"),
    (error) => String(error),
  );
}

async function restoreByCommand(place: DatabasePlace, file: string): Promise<string> {
  const args = [...tsx, join(root, "scripts/restore.ts"), file];
  return (await run(process.execPath, args, { env: environment(place) })).stdout;
}

/** What is at this place, of that which the desks of these tests keep. */
async function keptAt(place: DatabasePlace): Promise<string[]> {
  const { db } = await openDesk({ ...place, deskSecret: secret });
  const rows = await db.selectFrom("meta").select("key").where("key", "in", keys).execute();
  await db.destroy();
  return rows.map(({ key }) => key).sort();
}

/** What the restore moved aside. */
async function keptAside({ databaseUrl }: DatabasePlace, report: string): Promise<string[]> {
  if (databaseUrl === null) {
    const [, dataDir = ""] = /before is in (\S+)\. Delete/.exec(report) ?? [];
    return keptAt({ dataDir, databaseUrl });
  }
  const [, schema = ""] = /in the schema (\w+)\./.exec(report) ?? [];
  const db = await openUntilEnd({ dataDir: "", databaseUrl });
  const { rows } = await sql<{ key: string }>`
    select key from ${sql.id(schema, "meta")} where key in ('one', 'two') order by key`.execute(db);
  return rows.map(({ key }) => key);
}

describeOnEachEngine("a copy of the desk", (newPlace) => {
  it.each([
    ["SIGTERM", restore],
    ["SIGKILL", restoreByCommand],
  ] as const)(
    "is restored over a desk that went on and was ended by %s",
    async (signal, bringBack) => {
      const place = await newPlace();
      const desk = await startDesk(place);
      await desk.say("one");
      const file = await backUp(place);
      await desk.say("two");
      expect(await restore(place, file)).toContain(
        "The desk runs: it has this database open. Stop it",
      );
      await desk.end(signal);
      if (place.databaseUrl === null) {
        // Stopped, everything is in one file; killed, the newest rows are beside it.
        const { size } = statSync(join(place.dataDir, "desk.db-wal"), {
          throwIfNoEntry: false,
        }) ?? { size: 0 };
        expect(size > 0).toBe(signal === "SIGKILL");
      }

      const report = await bringBack(place, file);

      expect(report).toMatch(/^Restored .*The copy is whole and opens with this desk's secret\.$/m);
      expect(report).toContain("Ended: 0 sign-ins and 1 unused one-time address.");
      expect(await keptAt(place)).toEqual(["one"]);
      const db = await openUntilEnd(place);
      expect(await db.selectFrom("one_time_addresses").selectAll().execute()).toEqual([]);
      const [last] = await db.selectFrom("audit").select("action").orderBy("seq", "desc").execute();
      expect(last).toEqual({ action: "database-restored" });
      expect(await keptAside(place, report)).toEqual(["one", "two"]);
    },
  );

  it("is refused with another secret, damaged, cut off, or of something else, and changes nothing", async () => {
    const place = await newPlace();
    const { db } = await openDesk({ ...place, deskSecret: secret });
    const file = await backUp(place);
    await db.insertInto("meta").values({ key: "two", value: "" }).execute();
    await db.destroy();
    const there = readdirSync(place.dataDir);
    const bytes = readFileSync(file);
    writeFileSync(`${file}.cut`, bytes.subarray(0, bytes.length - 6_000));
    writeFileSync(`${file}.letter`, "This is a letter. ".repeat(999));

    const other = "one that was made up, 32 characters long";
    expect(await restore(place, file, other)).toContain("made with another DESK_SECRET");
    expect(await restore(place, file, null)).toContain("DESK_SECRET is not set");
    expect(await restore(place, `${file}.cut`)).toMatch(/is damaged|is cut off/);
    expect(await restore(place, `${file}.letter`)).toMatch(/damaged|was not made by pg_dump/);

    expect(readdirSync(place.dataDir).filter((name) => name !== "desk.lock")).toEqual(there);
    expect(await keptAt(place)).toEqual(["two"]);
  });
});

it("takes a copy where there was nothing, and none that is the database itself", async () => {
  const place = await newFolder();
  const { db } = await openDesk({ ...place, deskSecret: secret });
  await db.insertInto("meta").values({ key: "one", value: "" }).execute();
  await db.destroy();
  const fresh = await newFolder();

  const report = await restore(fresh, join(place.dataDir, "desk.db"));

  expect(report).toContain("There was no database before.");
  expect(await keptAt(fresh)).toEqual(["one"]);
  expect(await restore(fresh, join(fresh.dataDir, "desk.db"))).toContain("not a copy of it");
});

it("keeps a desk from starting while it is under way, and when it was cut off in the middle", async () => {
  const { dataDir } = await newFolder();
  const letGo = takeFolder(dataDir);
  expect(letGo).not.toBeNull();
  expect(() => holdFolder(dataDir)).toThrow("A restore is under way");
  letGo?.();
  mkdirSync(restoreFolder(dataDir));
  expect(() => holdFolder(dataDir)).toThrow(/was cut off.*Run it again: npm run restore/);
  rmSync(restoreFolder(dataDir), { recursive: true });

  const desks = [holdFolder(dataDir), holdFolder(dataDir)];
  expect(takeFolder(dataDir)).toBeNull();
  for (const end of desks) end();
  const again = takeFolder(dataDir);
  expect(again).not.toBeNull();
  again?.();
});
