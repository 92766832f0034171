import { describe, expect, it } from "vitest";
import { verifyTrail } from "@/lib/server/audit/service";
import { backfillSessions } from "@/lib/server/sessions/backfill";
import { findSession, listByPatientKey } from "@/lib/server/sessions/find";
import { listPage } from "@/lib/server/sessions/list";
import { signIn } from "@/lib/server/staff/sign-in";
import { deskOver } from "@/test/audit/sample-trail";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import { describeSchema, keptBuilds, keptSecret, putKept } from "@/test/db/test-kept";
import { openTestStaff, password, visitor } from "@/test/staff/test-staff";
import { checkSecret } from "./check-secret";
import { createVault } from "./seal";

const vault = createVault(keptSecret);
/** When the links were made that are still open in there. */
const keptAt = new Date("2026-11-28T18:00:00.000Z");
const all = { show: "all", staffId: null, search: "", since: keptAt, now: keptAt } as const;

/** The first build knew neither staff nor an audit trail. */
const withoutStaff = ["a2a0da3"];

it("databases of released builds are kept", () => {
  expect(keptBuilds).toEqual(expect.arrayContaining(["815015e", "a2a0da3"]));
});

describe.each(keptBuilds)("the database that the build %s made", (build) => {
  describeOnEachEngine("opened by this one", (newPlace) => {
    const newKept: NewPlace = async () => {
      const place = await newPlace();
      await putKept(build, place);
      return place;
    };

    it("has the same tables as a new one, to the letter", async () => {
      const place = await newKept();
      const isSqlite = place.databaseUrl === null;
      const kept = await openUntilEnd(place);
      const fresh = await openUntilEnd(await newPlace());

      expect(await describeSchema(kept, isSqlite)).toEqual(await describeSchema(fresh, isSqlite));
    });

    it("lists its links with the patients' names, and opens each", async () => {
      const db = await openUntilEnd(await newKept());
      await checkSecret(db, vault);
      const books = { db, vault };
      const { listed } = await listPage(books, all, null, 50);

      expect(
        listed.map(({ session }) => [
          session.stage,
          session.snapshot?.status,
          session.details.name,
        ]),
      ).toEqual([
        ["claimed", undefined, "Jane Doe"],
        ["unknown", undefined, "María O'Connor-López"],
        ["made", "open", "Nguyễn Thị Đào"],
        ["made", "complete", "Łukasz Żółkiewski"],
      ]);
      for (const { session } of listed) {
        expect(await findSession(books, session.id)).toEqual(session);
        expect(await listByPatientKey(books, session.patientKey)).toEqual([session]);
      }
    });

    it("finds its links by ID and by name, as those of today", async () => {
      const db = await openUntilEnd(await newKept());
      await backfillSessions({ db, vault, pause: async () => {} });
      const find = async (search: string) => {
        const { listed } = await listPage({ db, vault }, { ...all, search }, null, 50);
        return listed.map(({ session }) => session.details.patientId);
      };

      expect(await find("mrn-50001")).toEqual(["MRN-50001"]);
      expect(await find("Zolkiewski")).toEqual(["MRN-50001"]);
      expect(await find("dao nguyen")).toEqual(["MRN-50002"]);
      expect(await find("lopez maria")).toEqual(["MRN-50003"]);
    });

    if (withoutStaff.includes(build)) return;

    it("lets its staff in with the passwords they had, and nobody who has left", async () => {
      const desk = await openTestStaff(newKept);
      const enter = async (email: string) =>
        (await signIn({ email, password }, visitor(), desk)).ok;

      expect(await enter("ada@clinic.example")).toBe(true);
      expect(await enter("finn@clinic.example")).toBe(false);
    });

    it("has a complete audit trail", async () => {
      const db = await openUntilEnd(await newKept());

      expect(await verifyTrail({ ...deskOver(db), vault })).toEqual({
        rows: 18,
        findings: [],
        more: 0,
      });
    });
  });
});
