import type { AuditEntry } from "@/lib/server/audit/service";
import type { Database } from "@/lib/server/db/schema";
import {
  findPatient,
  type KnownPatient,
  type PatientServices,
} from "@/lib/server/patients/service";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { FakeClock } from "@/test/fake-clock";
import type { FakeConnect } from "@/test/sessions/fake-connect";
import { newDesk, press, shown, type TestDesk } from "@/test/sessions/test-desk";

export const dana = { id: "staff-1", name: "Dana K.", sessionId: "pc-1" };

export type PatientDesk = {
  desk: PatientServices & Pick<TestDesk, "store">;
  db: Database;
  api: FakeConnect;
  clock: FakeClock;
  /** What was written down. */
  entries: AuditEntry[];
  /** Makes a link at this desk. @returns the key of its patient */
  makeLink: (input?: Partial<CreateSessionInput>) => Promise<string>;
  /** @throws when this desk does not have the patient */
  find: (key: string) => Promise<KnownPatient>;
};

/** The desk of one test: the real store, empty, an API in memory, and a notebook as audit. */
export async function newPatientDesk(): Promise<PatientDesk> {
  const { desk: sessionDesk, api, clock, db } = await newDesk();
  const entries: AuditEntry[] = [];
  const desk = {
    ...sessionDesk,
    staffNames: async () => new Map([[dana.id, dana.name]]),
    audit: async (entry: AuditEntry) => {
      entries.push(entry);
    },
  };
  return {
    desk,
    db,
    api,
    clock,
    entries,
    makeLink: async (input) => shown(await press(sessionDesk, input)).patientKey,
    find: async (key) => {
      const patient = await findPatient(key, desk);
      if (!patient) throw new Error("This desk does not have the patient.");
      return patient;
    },
  };
}
