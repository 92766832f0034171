import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { verdictWords } from "@/lib/audit/verdict";
import type { Ctx } from "@/lib/server/context";
import type { DatabasePlace } from "@/lib/server/db/client";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { patientKey } from "@/lib/server/patient-key";
import { writeEnd } from "@/lib/server/trail/chain";
import { clerk, entry } from "@/test/audit/sample-trail";
import { dropTriggers, newTrail } from "@/test/audit/test-trail";
import { describeOnEachEngine, type NewPlace } from "@/test/db/test-database";
import { audit, verifyTrail } from "./service";
import { allRows, readNote } from "./store";

async function written({ db }: Pick<Ctx, "db">) {
  const rows = [];
  for await (const row of allRows(db)) rows.push(row);
  return rows;
}

/** A process of its own, which says that it is ready and writes 25 rows when its input ends. */
function spawnWriter(place: DatabasePlace, subject: string) {
  const program = fileURLToPath(new URL("../../../test/audit/trail-child.ts", import.meta.url));
  const flags = ["--conditions=react-server", "--import", "tsx"];
  return spawn(process.execPath, [...flags, program, JSON.stringify({ place, subject })], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** A trail of eight rows that somebody has opened to changes, and kept a copy of. */
async function openTrail(newPlace: NewPlace) {
  const place = await newPlace();
  const { db, desk } = await newTrail(place);
  for (let n = 1; n <= 8; n += 1) await audit(entry({ subject: `link-${n}` }), desk);
  await dropTriggers(db, place);
  const run = (statement: string) => sql.raw(statement).execute(db);
  for (const table of ["audit", "meta"]) {
    await run(`create table kept_${table} as select * from ${table}`);
  }
  return {
    db,
    desk,
    run,
    // Here somebody had to open the table first.
    findings: async () =>
      (await verifyTrail(desk)).findings.filter(({ kind }) => kind !== "unguarded"),
    async restore() {
      for (const table of ["audit", "meta"]) {
        await run(`delete from ${table}`);
        await run(`insert into ${table} select * from kept_${table}`);
      }
    },
  };
}

/** Gives each row from this one on another number, without meeting one that is taken. */
async function renumber(db: WritableDatabase, from: number, by: number) {
  await sql.raw(`update audit set seq = -seq where seq >= ${from}`).execute(db);
  await sql.raw(`update audit set seq = -seq + ${by} where seq < 0`).execute(db);
}

const forged = (seq: number) =>
  `insert into audit (seq, at, action, outcome, previous_hash, hash)
   select ${seq}, at, action, outcome, previous_hash, hash from audit where seq = 2`;

describeOnEachEngine("the audit trail", (newPlace) => {
  it("tells who did what to which link, when, at which PC, and how it ended", async () => {
    const { desk } = await newTrail(await newPlace());

    await audit(entry({ patientId: "MRN-10023", requestId: "req_1", outcome: "forbidden" }), desk);
    await audit(entry({ action: "sign-in", outcome: "refused", staff: null, subject: null }), desk);

    expect(await written(desk)).toMatchObject([
      {
        seq: 1,
        at: "2026-04-25T14:30:01.000Z",
        action: "link-viewed",
        outcome: "forbidden",
        staff_id: clerk.id,
        staff_session: clerk.sessionId,
        subject: "link-1",
        patient_key: patientKey(desk.vault, "MRN-10023"),
        request_id: "req_1",
      },
      { seq: 2, action: "sign-in", outcome: "refused", staff_id: null, patient_key: null },
    ]);
    expect(await verifyTrail(desk)).toEqual({ rows: 2, findings: [], more: 0 });
  });

  it("is fine when nothing was written yet", async () => {
    const { desk } = await newTrail(await newPlace());
    expect(verdictWords(await verifyTrail(desk))).toEqual(["The audit trail is empty."]);
  });

  it("takes no change, no removal and no replacement of a row", async () => {
    const { db, desk } = await newTrail(await newPlace());
    await audit(entry(), desk);
    const before = await written(desk);

    await expect(db.updateTable("audit").set({ outcome: "x" }).execute()).rejects.toThrow(
      "append-only",
    );
    await expect(db.deleteFrom("audit").execute()).rejects.toThrow("append-only");
    await sql
      .raw(`insert or replace into audit select * from audit`)
      .execute(db)
      .catch(() => {});
    await sql
      .raw("truncate audit")
      .execute(db)
      .catch(() => {});
    expect(await written(desk)).toEqual(before);
  });

  it("keeps every row when several processes write at once and one is killed", async () => {
    const place = await newPlace();
    const { desk } = await newTrail(place);
    const children = [1, 2].map((n) => spawnWriter(place, `process-${n}`));
    const doomed = spawnWriter(place, "doomed");
    await Promise.all([doomed, ...children].map((child) => once(child.stdout, "data")));
    for (const child of [doomed, ...children]) child.stdin.end();
    const ends = Promise.all(children.map((child) => once(child, "exit")));
    const [said] = await once(doomed.stdout, "data");
    doomed.kill("SIGKILL");

    expect((await ends).map(([code]) => code)).toEqual([0, 0]);
    const subjects = (await written(desk)).map(({ subject }) => subject);
    expect(new Set(subjects.filter((subject) => subject?.startsWith("process"))).size).toBe(50);
    expect(subjects).toEqual(expect.arrayContaining(String(said).trim().split("\n")));
    expect((await verifyTrail(desk)).findings).toEqual([]);
  });

  it("goes on after a row that could not be written", async () => {
    const { desk } = await newTrail(await newPlace());
    const unwritable = JSON.parse('{"outcome": null}');

    await expect(audit({ ...entry(), ...unwritable }, desk)).rejects.toThrow();
    await audit(entry(), desk);

    expect(await verifyTrail(desk)).toEqual({ rows: 1, findings: [], more: 0 });
  });
});

describeOnEachEngine("a look through the trail finds", (newPlace) => {
  let opened: ReturnType<typeof openTrail> | null = null;
  /** The eight rows as they were written. */
  async function openedTrail() {
    opened ??= openTrail(newPlace);
    const trail = await opened;
    await trail.restore();
    return trail;
  }

  it("a row in which anything was changed", async () => {
    const { run, findings, restore } = await openedTrail();
    const columns =
      "at action outcome staff_id staff_session subject patient_key request_id previous_hash hash";
    for (const column of columns.split(" ")) {
      await restore();
      await run(`update audit set ${column} = 'another' where seq = 3`);
      expect(await findings(), column).toEqual([{ kind: "changed", from: 3, to: 3 }]);
    }
  });

  it.each([
    ["the first row", "seq = 1", [{ kind: "removed", from: 1, to: 1 }]],
    [
      "rows in between",
      "seq in (3, 4, 6)",
      [
        { kind: "removed", from: 3, to: 4 },
        { kind: "removed", from: 6, to: 6 },
      ],
    ],
    ["the last row", "seq = 8", [{ kind: "removed", from: 8, to: 8 }]],
    ["all rows", "seq > 0", [{ kind: "removed", from: 1, to: 8 }]],
  ])("that %s is gone", async (_, which, expected) => {
    const { run, findings } = await openedTrail();
    await run(`delete from audit where ${which}`);
    expect(await findings()).toEqual(expected);
  });

  it("still that last rows are gone after more were written", async () => {
    const { run, findings, desk } = await openedTrail();
    await run("delete from audit where seq > 6");
    await audit(entry(), desk);
    await audit(entry(), desk);
    expect(await findings()).toEqual([{ kind: "removed", from: 7, to: 8 }]);
  });

  it("a row that was put behind the last, before the first, or in between", async () => {
    const { run, findings, db } = await openedTrail();
    await run(forged(9));
    expect(await findings()).toEqual([{ kind: "inserted", from: 9, to: 9 }]);
    await run("delete from audit where seq = 9");
    await run(forged(0));
    expect(await findings()).toEqual([{ kind: "inserted", from: 0, to: 0 }]);
    await run("delete from audit where seq = 0");
    await renumber(db, 5, 1);
    await run(forged(5));
    expect(await findings()).toEqual([{ kind: "inserted", from: 5, to: 5 }]);
  });

  it("a row that was taken out although the rest was renumbered", async () => {
    const { run, findings, db } = await openedTrail();
    await run("delete from audit where seq = 5");
    await renumber(db, 6, -1);
    expect(await findings()).toEqual([{ kind: "removed-before", from: 5, to: 5 }]);
  });

  it("two rows that changed places", async () => {
    const { run, findings } = await openedTrail();
    await run("update audit set seq = -3 where seq = 3");
    await run("update audit set seq = 3 where seq = 4");
    await run("update audit set seq = 4 where seq = -3");
    expect(await findings()).not.toEqual([]);
  });

  it("rows of another copy of the same trail", async () => {
    const { run, findings, desk } = await openedTrail();
    const note = await readNote(desk.db);
    const [, , , , , , seventh, eighth] = await written(desk);
    await run("delete from audit where seq > 6");
    await run("delete from meta where key = 'audit-end'");
    await audit(entry({ subject: "link-other" }), desk);
    await run(`delete from audit where seq = 8`);
    await run(`insert into meta values ('audit-end', '${note}')`);
    expect(seventh?.hash).not.toBe((await written(desk)).at(-1)?.hash);
    await run(
      `insert into audit (seq, at, action, outcome, staff_id, staff_session, subject, previous_hash, hash)
       values (8, '${eighth?.at}', 'link-viewed', 'ok', 'staff-1', 'session-1', 'link-8',
         '${eighth?.previous_hash}', '${eighth?.hash}')`,
    );
    expect(await findings()).toEqual([{ kind: "exchanged", from: 8, to: 8 }]);
  });

  it("a note of the last row that was taken away, or written by somebody else", async () => {
    const { run, findings, desk } = await openedTrail();
    const last = (await written(desk)).at(-2);
    const keyless = { fingerprint: () => "x".repeat(43) };
    await run("delete from audit where seq = 8");
    await run(
      `update meta set value = '${writeEnd(keyless, last ?? { seq: 0, hash: "" })}' where key = 'audit-end'`,
    );
    expect(await findings()).toEqual([{ kind: "end-changed" }]);
    await audit(entry(), desk);
    expect(await findings()).toEqual([{ kind: "end-changed" }]);
    await run("delete from meta where key = 'audit-end'");
    await audit(entry(), desk);
    expect(await findings()).toEqual([{ kind: "end-missing" }]);
  });

  it("more than need to be told one by one", async () => {
    const { run, desk } = await openedTrail();
    for (let n = 1; n <= 50; n += 1) await run(forged(100 + 2 * n));
    expect(verdictWords(await verifyTrail(desk)).at(-1)).toBe("And 30 more.");
  });

  it("everything at once, and says it in plain words", async () => {
    const { run, desk } = await openedTrail();
    await run("update audit set staff_id = 'staff-2' where seq in (2, 3)");
    await run("delete from audit where seq in (5, 8)");
    expect(verdictWords(await verifyTrail(desk))).toEqual([
      "The audit trail was tampered with.",
      "Rows 2 to 3 were changed.",
      "Row 5 was removed.",
      "Row 8 was removed.",
      "The table takes changes: what makes it append-only was taken away. Restore a backup, or ask whoever runs the database.",
    ]);
  });
});
