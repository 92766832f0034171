import { sql } from "kysely";
import { expect, it } from "vitest";
import { type TrailVerdict, verdictWords } from "@/lib/audit/verdict";
import { act } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import type { LogFields } from "@/lib/server/log";
import { clerk, entry } from "@/test/audit/sample-trail";
import { dropTriggers, newTrail } from "@/test/audit/test-trail";
import { describeOnEachEngine, type NewPlace } from "@/test/db/test-database";
import { adoptTrail, logTrailEnd } from "./first-mark";
import { audit, verifyTrail } from "./service";

/** A log that can be read. */
function newLog() {
  const lines: LogFields[] = [];
  const add = (fields: LogFields) => void lines.push(fields);
  return { lines, log: { info: add, warn: add, error: add } };
}

/** A trail of people, a sign-in and a link, an hour old, opened to whoever has the database. */
async function open(newPlace: NewPlace) {
  const place = await newPlace();
  const { db, desk } = await newTrail(place);
  const at = desk.now().toISOString();
  const run = (statement: string) => sql.raw(statement).execute(db);
  await act(
    byStaff(clerk, desk),
    { action: "staff-joined", outcome: "ok", subject: clerk.id },
    (tx) => addPerson(tx, clerk.id, at),
  );
  await audit(entry({ action: "sign-in", subject: null }), desk);
  await audit(entry({ action: "link-created", subject: "link-1", patientId: "MRN-1" }), desk);
  const later = { ...desk, now: () => new Date(Date.parse(at) + 3_600_000) };
  return { db, desk: later, run, at, place, lay: () => dropTriggers(db, place) };
}

async function addPerson(db: Parameters<Parameters<typeof act>[2]>[0], id: string, at: string) {
  const staff = { id, name: id, email: `${id}@example.com`, role: "desk", isDemo: 0 } as const;
  await db
    .insertInto("staff")
    .values({ ...staff, createdAt: at, deactivatedAt: null })
    .execute();
}

const kinds = ({ findings }: TrailVerdict) => findings.map(({ kind }) => kind);

describeOnEachEngine("a trail that was replaced as a whole", (newPlace) => {
  it("is none where everything is as it was written", async () => {
    const { desk } = await open(newPlace);
    expect(verdictWords(await verifyTrail(desk))).toEqual([
      "The audit trail is complete and unchanged: 3 rows.",
    ]);
  });

  it("does not look like a fresh start once all rows and the note of the end are gone", async () => {
    const { desk, run, lay } = await open(newPlace);
    await lay();
    await run("delete from audit");
    await run("delete from meta where key = 'audit-end'");
    expect(kinds(await verifyTrail(desk))).toContain("end-missing");

    await audit(entry(), desk);
    expect(kinds(await verifyTrail(desk))).toContain("end-missing");
  });

  it("is found by the people that it does not tell of, even without any note", async () => {
    const { desk, run, lay } = await open(newPlace);
    await lay();
    await run("delete from audit");
    await run("delete from meta where key like 'audit-%'");
    await adoptTrail(desk);
    expect(kinds(await verifyTrail(desk))).toEqual(["unguarded", "younger", "without-line"]);

    // The desk goes on, and writes as if it had just begun.
    await audit(entry(), desk);
    const verdict = await verifyTrail(desk);
    expect(kinds(verdict)).toEqual(["unguarded", "younger", "without-line"]);
    expect(verdictWords(verdict)).toEqual([
      "The audit trail was tampered with.",
      "The table takes changes: what makes it append-only was taken away. Restore a backup, or ask whoever runs the database.",
      "The trail begins on 2026-04-25, later than the first of the staff joined: what was written before is gone.",
      "1 of the staff has no line that tells how they came to be: lines were removed, or they were made in the database itself.",
    ]);
  });

  it("is found when its first mark was taken away or made up", async () => {
    const { desk, run } = await open(newPlace);
    await run(
      "update meta set value = '2026-04-25T14:30:02.000Z 0  made-up' where key = 'audit-first'",
    );
    expect(kinds(await verifyTrail(desk))).toEqual(["start-changed"]);
    await run("delete from meta where key = 'audit-first'");
    expect(kinds(await verifyTrail(desk))).toEqual(["start-missing"]);
  });

  it("is found by what was noted elsewhere when an older copy was put in place", async () => {
    const { desk, run, lay } = await open(newPlace);
    const { log, lines } = newLog();
    await lay();
    for (const table of ["audit", "meta"]) {
      await run(`create table kept_${table} as select * from ${table}`);
    }
    await audit(entry({ subject: "link-2" }), desk);
    await logTrailEnd({ ...desk, log });
    const [{ seq = 0, hash = "", event } = { event: "" }] = lines;
    expect([event, seq]).toEqual(["audit_end", 4]);
    const found = async () =>
      kinds(await verifyTrail(desk, { seq, hash })).filter((kind) => kind !== "unguarded");
    expect(await found()).toEqual([]);

    for (const table of ["audit", "meta"]) {
      await run(`delete from ${table}`);
      await run(`insert into ${table} select * from kept_${table}`);
    }
    expect(kinds(await verifyTrail(desk))).toEqual(["unguarded"]);
    expect(await found()).toEqual(["not-as-logged"]);

    // Also when it has grown past that row meanwhile.
    await audit(entry({ subject: "link-3" }), desk);
    await audit(entry({ subject: "link-4" }), desk);
    expect(await found()).toEqual(["not-as-logged"]);
  });
});

describeOnEachEngine("what the trail does not tell of", (newPlace) => {
  it("is found: somebody, a signed-in browser, a link that were made in the database", async () => {
    const { db, desk, at } = await open(newPlace);
    await db.transaction().execute((tx) => addPerson(tx as never, "eve", at));
    await db
      .insertInto("staff_sessions")
      .values({
        ...{ id: "s1", token: "t1", userId: "eve", method: "password", userAgent: null },
        ...{ createdAt: at, activeAt: at, expiresAt: at },
      })
      .execute();
    const created_at = "2026-04-25T14:45:00.000Z";
    const times = { created_at, expires_at: created_at, checked_at: created_at };
    const kept = { patient_key: "k", tag: "t", details: "d", snapshot: "s" };
    const link = { ...times, ...kept, stage: "made", status: "open" } as const;
    // The other was found at the API: nobody here made it.
    for (const [id, staff_id] of Object.entries({ "made-up": clerk.id, found: null })) {
      const own = { id, attempt: id, upstream_id: id, staff_id };
      await db
        .insertInto("sessions")
        .values({ ...link, ...own })
        .execute();
    }

    expect((await verifyTrail(desk)).findings).toEqual([
      { kind: "without-line", what: "people", count: 1 },
      { kind: "without-line", what: "sign-ins", count: 1 },
      { kind: "without-line", what: "links", count: 1 },
    ]);
  });

  it("may be younger than ten minutes: its line is on the way", async () => {
    const { db, desk } = await open(newPlace);
    const justNow = desk.now().toISOString();
    await db.transaction().execute((tx) => addPerson(tx as never, "kim", justNow));
    expect((await verifyTrail(desk)).findings).toEqual([]);
  });
});

describeOnEachEngine("a trail from before there were first marks", (newPlace) => {
  it("is taken over once, says so itself, and is held from then on", async () => {
    const { desk, run, lay } = await open(newPlace);
    await run("update meta set value = 'due' where key = 'audit-first'");
    expect((await verifyTrail(desk)).findings).toEqual([]);
    const { log, lines } = newLog();

    await adoptTrail({ ...desk, log });
    await adoptTrail({ ...desk, log });

    expect(lines).toEqual([{ event: "audit_adopted", seq: 3 }]);
    const verdict = await verifyTrail(desk);
    expect(verdictWords(verdict)).toEqual([
      "The audit trail is complete and unchanged: 4 rows. It was taken over on 2026-04-25 with its first 3 rows: whether a whole trail was there before, it cannot tell.",
    ]);
    await lay();
    await run("update audit set hash = 'another' where seq = 3");
    expect(kinds(await verifyTrail(desk))).toContain("not-as-logged");
  });

  it("of a fresh desk is none: the first row brings the mark", async () => {
    const { desk } = await newTrail(await newPlace());
    const { log, lines } = newLog();
    await adoptTrail({ ...desk, log });
    await audit(entry(), desk);
    await adoptTrail({ ...desk, log });

    expect(lines).toEqual([]);
    expect(await verifyTrail(desk)).toEqual({ rows: 1, findings: [], more: 0 });
  });
});

describeOnEachEngine("the table", (newPlace) => {
  it("is said to take changes when anything that guards it is gone", async () => {
    const { desk, lay } = await open(newPlace);
    expect((await verifyTrail(desk)).findings).toEqual([]);
    await lay();
    expect((await verifyTrail(desk)).findings).toEqual([{ kind: "unguarded" }]);
  });

  it("is so too when the guard is one in name only", async () => {
    const { desk, run, lay, place } = await open(newPlace);
    await lay();
    if (place.databaseUrl) {
      await run(
        "create or replace function audit_append_only() returns trigger language plpgsql as $$ begin return null; end $$",
      );
      await run(
        "create trigger audit_append_only before update or delete or truncate on audit for each statement execute function audit_append_only()",
      );
    } else {
      for (const name of ["update", "delete"]) {
        await run(`create trigger audit_no_${name} before ${name} on audit begin select 1; end`);
      }
      await run("create trigger audit_no_replace before insert on audit begin select 1; end");
    }
    expect((await verifyTrail(desk)).findings).toEqual([{ kind: "unguarded" }]);
  });
});
