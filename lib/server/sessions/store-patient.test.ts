import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import { after, sampleDetails } from "@/test/sessions/sample-session";
import { claim, newStore } from "@/test/sessions/test-store";
import { findByAttempt, findSession, listByPatientKey } from "./find";

const other = sampleDetails({ patientId: "MRN-20046", name: "Li Wei" });

describeOnEachEngine("what the store has of one patient", (newPlace) => {
  it("is found by the key alone, newest first, and nobody else's with it", async () => {
    const store = await newStore(newPlace);
    const first = await claim(store, "attempt-1");
    const foreign = await claim(store, "attempt-2", { details: other });
    const last = await claim(store, "attempt-3", { at: after(60) });

    const key = (await findSession(store, first))?.patientKey ?? "";
    const rows = await listByPatientKey(store, key);

    expect(rows.map(({ id }) => id)).toEqual([last, first]);
    expect((await findSession(store, foreign))?.patientKey).not.toBe(key);
    for (const text of ["", "MRN-10023", key.slice(1), `${key}=`, "' or 1=1 --"]) {
      expect(await listByPatientKey(store, text)).toEqual([]);
    }
  });

  it("takes a corrected name and email in every row, and leaves other patients alone", async () => {
    const store = await newStore(newPlace);
    const first = await claim(store, "attempt-1");
    const foreign = await claim(store, "attempt-2", { details: other });
    const last = await claim(store, "attempt-3", { at: after(60) });
    const key = (await findSession(store, first))?.patientKey ?? "";

    const corrected = { name: "Zoe Quackenbusch", email: "" };
    await store.renamePatient(key, corrected);
    await store.renamePatient(key, corrected);

    for (const id of [first, last]) {
      expect(await findSession(store, id)).toMatchObject({
        patientKey: key,
        details: { ...sampleDetails(), ...corrected },
      });
    }
    expect((await findSession(store, foreign))?.details).toEqual(other);
  });

  it("takes a corrected name in every row, however many there are", async () => {
    const store = await newStore(newPlace);
    for (let number = 1; number <= 205; number += 1) {
      await claim(store, `attempt-${number}`, { at: after(number) });
    }
    const oldest = await findByAttempt(store, "attempt-1");

    await store.renamePatient(oldest?.patientKey ?? "", { name: "Zoe Quackenbusch", email: "" });

    for (const number of [1, 5, 6, 205]) {
      const row = await findByAttempt(store, `attempt-${number}`);
      expect(row?.details.name).toBe("Zoe Quackenbusch");
    }
  });
});
