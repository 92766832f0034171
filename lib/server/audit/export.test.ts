import { describe, expect, it } from "vitest";
import { clerk, entry } from "@/test/audit/sample-trail";
import { addStaff, newTrail } from "@/test/audit/test-trail";
import { newFolder } from "@/test/db/test-database";
import { csvLines } from "./export";
import { audit } from "./service";
import { listAllRows, type NamedAuditRow } from "./store";

async function csvOf(...rows: Partial<NamedAuditRow>[]): Promise<string[]> {
  async function* given(): AsyncGenerator<NamedAuditRow> {
    for (const row of rows) yield { ...blank, ...row };
  }
  const lines = [];
  for await (const line of csvLines(given())) lines.push(line);
  return lines;
}

const blank: NamedAuditRow = {
  seq: 1,
  at: "2026-04-25T14:30:01.000Z",
  action: "link-created",
  outcome: "ok",
  staff_id: "staff-1",
  staff_name: null,
  staff_session: null,
  subject: null,
  subject_name: null,
  patient_key: null,
  request_id: null,
  previous_hash: "",
  hash: "hash-1",
};

describe("an export", () => {
  it("names its columns and quotes every field, each line ending as RFC 4180 wants", async () => {
    expect(await csvOf({ staff_name: 'Dana "Dee" K., Front\nDesk' })).toEqual([
      '\ufeff"number","time_utc","action","outcome","staff_name","signed_in_session","subject","subject_name","patient_key","request_id","hash"\r\n',
      '"1","2026-04-25T14:30:01.000Z","link-created","ok","Dana ""Dee"" K., Front\nDesk","","","","","","hash-1"\r\n',
    ]);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
    "makes %j a text and no formula",
    async (staff_name) => {
      const [, line] = await csvOf({ staff_name });
      expect(line).toContain(`,"'${staff_name}",`);
    },
  );

  it("begins with the mark by which a spreadsheet knows that names are in UTF-8", async () => {
    const [header = "", line = ""] = await csvOf({ staff_name: "José Núñez O’Neill" });
    expect([...Buffer.from(header).subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x22]);
    expect(Buffer.from(line).toString("utf8")).toContain('"José Núñez O’Neill"');
  });

  it("names people and never gives their ids, known or not", async () => {
    const about = ["sign-in", "staff-invited", "role-changed", "staff-session-ended"];
    for (const action of about) {
      const named = { action, subject: "person-7", subject_name: "Kim Lee", staff_name: "Dana" };
      const unknown = { action, subject: "person-7", staff_id: "person-8" };
      const [, known = "", gone = ""] = await csvOf(named, unknown);
      expect(known).toContain('"Dana","","","Kim Lee"');
      expect(gone).toContain('"somebody who is not listed","","","somebody who is not listed"');
      expect(known + gone).not.toContain("person-");
    }
    const [, link] = await csvOf({ subject: "link-1" });
    expect(link).toContain('"link-1"');
  });

  it("has the names of staff, and of a patient only the hash", async () => {
    const { db, desk } = await newTrail(await newFolder());
    await addStaff(db, clerk.id, "Dana Kim");
    await audit(entry({ patientId: "MRN-10023" }), desk);

    const lines = [];
    for await (const line of csvLines(listAllRows(desk.db, {}))) lines.push(line);

    expect(lines[1]).toContain('"Dana Kim"');
    expect(lines.join("")).not.toContain("MRN");
  });

  it("takes the first moment of its days and leaves out that of the day after", async () => {
    const { desk } = await newTrail(await newFolder());
    for (let n = 1; n <= 5; n += 1) await audit(entry({ subject: `link-${n}` }), desk);

    const subjects = [];
    const days = { from: "2026-04-25T14:30:02.000Z", until: "2026-04-25T14:30:04.000Z" };
    for await (const row of listAllRows(desk.db, days)) subjects.push(row.subject);

    expect(subjects).toEqual(["link-2", "link-3"]);
  });
});
