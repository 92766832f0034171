import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, newFolder, openUntilEnd } from "@/test/db/test-database";
import {
  now,
  sampleConnection,
  sampleDetails,
  sampleSecret,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { findSession, liveMarks } from "./find";
import { removeOlderThan } from "./housekeeping";
import { saveSnapshot } from "./links";

const details = sampleDetails({
  patientId: "MRN-PLANTED-PATIENT-10023",
  returnUrl: "https://planted-return.example/page",
  buttonLabel: "Planted Button",
  metadata: [{ key: "planted_key", value: "planted value" }],
});
const session = sampleSession({ connections: [sampleConnection()] });

const planted = [
  details.patientId,
  details.name,
  details.email,
  details.returnUrl,
  details.buttonLabel,
  "planted_key",
  "planted value",
  sampleConnection().sourceId,
  "Meadowlark General Hospital",
  "app.medblocks.com",
  "9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d",
];

/** A text in every dress it may lie on a disk in. */
function spellings(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) =>
    // What comes before shifts the letters; the first and last four may depend on neighbours.
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(4, -4),
  );
  const hex = bytes.toString("hex");
  const texts = [text.toLowerCase(), hex, hex.toUpperCase(), encodeURIComponent(text), ...base64];
  const url64 = base64.map((each) => each.replaceAll("+", "-").replaceAll("/", "_"));
  return [
    bytes,
    Buffer.from(text, "utf16le"),
    ...[...texts, ...url64].map((each) => Buffer.from(each)),
  ];
}

function found(texts: string[], where: Buffer): string[] {
  return texts.filter((text) => spellings(text).some((spelling) => where.includes(spelling)));
}

describeOnEachEngine("a stolen database", (newPlace) => {
  it("tells nothing about a patient", async () => {
    const place = await newPlace();
    const db = await openUntilEnd(place);
    const store = writableStore({ db, vault: createVault(sampleSecret) });
    const id = await claim(store, "attempt-1", { details });
    await store.recordMade(id, session, seen(1));
    await saveSnapshot(store, id, session, seen(2));
    await claim(store, "attempt-2", { details });

    const rows = [
      await db.selectFrom("sessions").selectAll().execute(),
      await db.selectFrom("session_words").selectAll().execute(),
    ];
    const files = readdirSync(place.dataDir).map((name) => readFileSync(join(place.dataDir, name)));
    const stolen = Buffer.concat([Buffer.from(JSON.stringify(rows)), ...files]);

    expect(found(planted, stolen)).toEqual([]);
    // The search itself works: it finds what may stand in the open.
    expect(found(["attempt-1", session.id], stolen)).toEqual(["attempt-1", session.id]);
  });

  it("does not open with another secret, nor find a patient", async () => {
    const db = await openUntilEnd(await newPlace());
    const id = await claim(writableStore({ db, vault: createVault(sampleSecret) }), "attempt-1");
    const stranger = writableStore({ db, vault: createVault(`${sampleSecret}, not`) });

    await expect(findSession(stranger, id)).rejects.toThrow("DESK_SECRET");
    expect(await liveMarks(stranger, sampleDetails().patientId, now)).toEqual(new Set());
  });

  it("opens nothing that was moved to another patient's row or to another column", async () => {
    const db = await openUntilEnd(await newPlace());
    const store = writableStore({ db, vault: createVault(sampleSecret) });
    const mine = await claim(store, "attempt-1");
    const other = await claim(store, "attempt-2");
    await store.recordMade(mine, session, seen(1));
    await store.recordMade(other, sampleSession({ id: "sess_2" }), seen(1));
    const source = await db
      .selectFrom("sessions")
      .selectAll()
      .where("id", "=", mine)
      .executeTakeFirstOrThrow();

    for (const moved of [
      { details: source.details },
      { snapshot: source.snapshot },
      { details: source.snapshot ?? "" },
    ]) {
      const before = await findSession(store, other);
      const row = db.selectFrom("sessions").selectAll().where("id", "=", other);
      const kept = await row.executeTakeFirstOrThrow();
      await db.updateTable("sessions").set(moved).where("id", "=", other).execute();
      await expect(findSession(store, other)).rejects.toThrow("does not open");
      await db.updateTable("sessions").set(kept).where("id", "=", other).execute();
      expect(await findSession(store, other)).toEqual(before);
    }
  });
});

describe("a row that was removed", () => {
  it("leaves nothing behind in the files", async () => {
    const place = await newFolder();
    const { dataDir } = place;
    const files = () =>
      Buffer.concat(readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name))));
    const db = await openUntilEnd(place);
    await claim(writableStore({ db, vault: createVault(sampleSecret) }), "attempt-1");
    const { details: sealed } = await db
      .selectFrom("sessions")
      .select("details")
      .executeTakeFirstOrThrow();
    await db.destroy();
    expect(files().includes(sealed)).toBe(true);

    const again = await openUntilEnd(place);
    await removeOlderThan(again, seen(1).at);
    await again.destroy();

    expect(files().includes(sealed)).toBe(false);
  });
});
