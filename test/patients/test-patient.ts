import { findPatient } from "@/lib/server/patients/service";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { addStaff } from "@/test/audit/test-trail";
import { clerk, testCtx } from "@/test/ctx";
import { press, shown } from "@/test/sessions/test-desk";

/** The desk of one test, where Dana works. */
export async function newPatientDesk() {
  const made = await testCtx();
  const { ctx } = made;
  await addStaff(ctx.db, clerk.staffId, "Dana K.");
  return {
    ...made,
    /** What was written down of corrections. */
    corrections: async () =>
      (await made.lines()).filter(({ action }) => action === "patient-corrected"),
    /** Makes a link at this desk. @returns the key of its patient */
    makeLink: async (input?: Partial<CreateSessionInput>) =>
      shown(await press(ctx, input)).patientKey,
    /** @throws when this desk does not have the patient */
    find: async (key: string) => {
      const patient = await findPatient(ctx, key);
      if (!patient) throw new Error("This desk does not have the patient.");
      return patient;
    },
  };
}
