import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Libsql from "libsql";
import { afterEach, expect, it } from "vitest";
import { checkSecret } from "@/lib/server/db/check-secret";
import type { DatabasePlace } from "@/lib/server/db/client";
import { deskSecret } from "@/lib/server/db/desk-secret";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, newFolder, openUntilEnd } from "@/test/db/test-database";
import { after, sampleDetails, sampleSession, seen } from "@/test/sessions/sample-session";
import { writableStore } from "@/test/sessions/writable-store";
import { findByAttempt, listUnsettled } from "./find";

const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Another process of the app at the same place; `say` sends it a line, `next` waits for one. */
function startProcess(place: DatabasePlace) {
  const program = fileURLToPath(new URL("../../../test/sessions/store-child.ts", import.meta.url));
  const flags = ["--conditions=react-server", "--import", "tsx"];
  const child = spawn(process.execPath, [...flags, program, JSON.stringify(place)]);
  child.stderr.pipe(process.stderr);
  // What was written to a process that is killed: that is what is tested.
  child.stdin.on("error", () => {});
  children.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    say: (line: string) => child.stdin.write(`${line}\n`),
    next: async () => String((await lines.next()).value),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** The store as a process finds it that starts at this place afterwards. */
async function restart(place: DatabasePlace) {
  const db = await openUntilEnd(place);
  const vault = createVault(deskSecret({ ...place, deskSecret: null }));
  await checkSecret(db, vault);
  return writableStore({ db, vault });
}

describeOnEachEngine("several processes", (newPlace) => {
  it("start at the same moment with one secret, and one of them claims", async () => {
    const place = await newPlace();
    const processes = [1, 2, 3, 4].map(() => startProcess(place));
    for (const each of processes) expect(await each.next()).toBe("starting");
    for (const each of processes) expect(await each.next()).toBe("ready");

    for (const each of processes) each.say("attempt-1");
    const answers = await Promise.all(processes.map((each) => each.next()));

    expect(answers.filter((answer) => answer === "taken")).toHaveLength(3);
    const row = await findByAttempt(await restart(place), "attempt-1");
    expect(answers).toContain(row?.id);
  });

  it("claim other attempts for one patient at the same moment, and one of them may send", async () => {
    const place = await newPlace();
    const processes = [1, 2, 3, 4].map(() => startProcess(place));
    for (const each of processes) expect([await each.next(), await each.next()]).toContain("ready");

    for (const [n, each] of processes.entries()) each.say(`attempt-${n} alone`);

    const answers = await Promise.all(processes.map((each) => each.next()));
    expect(answers.filter((answer) => answer === "taken")).toHaveLength(3);
  });

  it("lose nothing when one is killed between claim and answer", async () => {
    const place = await newPlace();
    const doomed = startProcess(place);
    expect([await doomed.next(), await doomed.next()]).toEqual(["starting", "ready"]);
    for (let n = 0; n < 50; n += 1) doomed.say(`attempt-${n}`);
    const acknowledged = [await doomed.next(), await doomed.next(), await doomed.next()];
    await doomed.kill();

    const store = await restart(place);

    for (const [n, id] of acknowledged.entries()) {
      expect(await findByAttempt(store, `attempt-${n}`)).toMatchObject({
        id,
        stage: "claimed",
        details: sampleDetails(),
      });
    }
    const unsettled = await listUnsettled(store, after(1), after(61));
    expect(unsettled.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
    const found = await store.recordMade(acknowledged[0] ?? "", sampleSession(), seen(60));
    expect(found.ok).toBe(true);
  });
});

it("waits until another process has brought the tables up to date", {
  timeout: 60_000,
}, async () => {
  const place = await newFolder();
  const other = new Libsql(join(place.dataDir, "desk.db"));
  other.pragma("journal_mode = WAL");
  other.exec("begin immediate");
  other.exec("create table half_way (id text)");

  const process = startProcess(place);
  await process.next();
  await setTimeout(500);
  other.exec("commit");
  other.close();

  expect(await process.next()).toBe("ready");
});
