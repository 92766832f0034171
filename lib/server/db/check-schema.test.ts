import { sql } from "kysely";
import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import { openDatabase } from "./client";

describeOnEachEngine("a database that somebody changed", (newPlace) => {
  /** What the next start says. */
  async function startAfter(...statements: string[]): Promise<string> {
    const place = await newPlace();
    const db = await openDatabase(place);
    for (const statement of statements) await sql.raw(statement).execute(db);
    await db.destroy();
    const again = openDatabase(place).then((opened) => opened.destroy());
    return again.then(
      () => "started",
      (error: Error) => error.message,
    );
  }

  it.each([
    ["alter table sessions drop column whose", "sessions.whose is missing"],
    ["drop table record_syncs", "table record_syncs is missing"],
    ["drop index audit_at", "index audit_at is missing"],
    ["alter table staff add column phone text", "staff.phone is not known here"],
    [
      "alter table displays drop column may_dim; alter table displays add column may_dim text",
      "displays.may_dim is not of the type integer",
    ],
    [
      "alter table settings drop column updated_at; alter table settings add column updated_at text",
      "settings.updated_at may be empty",
    ],
    [
      "alter table sessions drop column whose; alter table sessions add column whose text not null default ''",
      "sessions.whose may not be empty",
    ],
  ])("does not start after: %s", async (statements, words) => {
    const said = await startAfter(...statements.split("; "));

    expect(said).toBe(
      `The database is not what this version of Connect Desk works with: ${words}. ` +
        "Undo what was changed by hand, or restore a backup.",
    );
  });

  it("says everything that differs at once", async () => {
    const said = await startAfter("drop table record_syncs", "drop index audit_at");

    expect(said).toContain("table record_syncs is missing; index audit_at is missing.");
  });

  it("starts beside tables and indexes of others", async () => {
    const said = await startAfter(
      "create table reports (id integer)",
      "create index reports_staff on staff (name)",
    );

    expect(said).toBe("started");
  });

  it("says in words that a newer version has used it", async () => {
    const place = await newPlace();
    const db = await openDatabase(place);
    await sql`insert into kysely_migration values ('9999-newer', '2030-01-01')`.execute(db);
    await db.destroy();

    await expect(openDatabase(place)).rejects.toThrow(
      /used by a newer version of Connect Desk.*Install that version, or restore a backup/,
    );
  });
});
