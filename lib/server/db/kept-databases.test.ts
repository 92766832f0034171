import { describe, expect, it } from "vitest";
import { verifyTrail } from "@/lib/server/audit/service";
import { backfillSessions } from "@/lib/server/sessions/backfill";
import { findSession, listByPatientKey } from "@/lib/server/sessions/find";
import { listPage } from "@/lib/server/sessions/list";
import { signInWithPasskey, startPasskeySignIn } from "@/lib/server/staff/passkeys";
import { resealSecondFactors } from "@/lib/server/staff/reseal";
import { confirmSecondFactor, signIn } from "@/lib/server/staff/sign-in";
import { tidyCode } from "@/lib/staff/code";
import { deskOver } from "@/test/audit/sample-trail";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import {
  describeSchema,
  keptBuilds,
  keptPasskey,
  keptSecret,
  putKept,
  readWroteDown,
} from "@/test/db/test-kept";
import { codeOf } from "@/test/staff/test-code";
import { newBrowser, openTestStaff, password, visitor } from "@/test/staff/test-staff";
import { checkSecret } from "./check-secret";
import { createVault, deriveSecret } from "./seal";

const vault = createVault(keptSecret);
/** When the links were made that are still open in there. */
const keptAt = new Date("2026-11-28T18:00:00.000Z");
const all = { show: "all", staffId: null, search: "", since: keptAt, now: keptAt } as const;

/** The first build knew neither staff nor an audit trail. */
const withoutStaff = ["a2a0da3"];
/** In these nobody had set up a passkey or a second factor. */
const withoutKeys = [...withoutStaff, "815015e"];
/** What the trail of each held when it was kept. */
const trailRows: Record<string, number> = { "815015e": 18, f1b2b5c: 30 };

it("databases of released builds are kept", () => {
  expect(keptBuilds).toEqual(expect.arrayContaining(["815015e", "a2a0da3", "f1b2b5c"]));
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
        (await signIn(desk, { email, password }, visitor())).ok;

      expect(await enter("ada@clinic.example")).toBe(true);
      expect(await enter("finn@clinic.example")).toBe(false);
    });

    if (!withoutKeys.includes(build)) {
      it("lets its staff in with the passkey they had", async () => {
        const desk = await openTestStaff(newKept, {}, { secret: keptSecret });
        const browser = newBrowser();
        const question = await startPasskeySignIn(desk, undefined, visitor(browser));
        if (!question.ok) throw new Error(question.error.kind);

        const answer = keptPasskey(desk.env.appUrl).answer(question.value.challenge);
        expect(await signInWithPasskey(desk, answer, visitor(browser))).toMatchObject({
          value: { step: "signed-in", staff: { name: "Ada Nowak" } },
        });
      });

      it("lets its staff in with a code of the app they had, and with a recovery code", async () => {
        const place = await newKept();
        const desk = await openTestStaff(async () => place, {}, { secret: keptSecret });
        await resealSecondFactors(desk, deriveSecret(keptSecret, "staff"));
        const { secret, recoveryCode } = readWroteDown(build, place);

        for (const code of [codeOf(secret, desk.now().getTime()), tidyCode(recoveryCode)]) {
          const browser = newBrowser();
          await signIn(desk, { email: "dana@clinic.example", password }, visitor(browser));
          expect(await confirmSecondFactor(desk, { code }, visitor(browser))).toMatchObject({
            value: { step: "signed-in", staff: { name: "Dana Kowalski" } },
          });
        }
      });
    }

    it("has a complete audit trail", async () => {
      const db = await openUntilEnd(await newKept());

      expect(await verifyTrail({ ...deskOver(db), vault })).toEqual({
        rows: trailRows[build],
        findings: [],
        more: 0,
      });
    });
  });
});
