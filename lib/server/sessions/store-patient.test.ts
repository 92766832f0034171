import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/lib/server/db/test-database";
import { after, sampleDetails } from "./sample-session";
import { claim, newStore } from "./test-store";

const other = sampleDetails({ patientId: "MRN-20046", name: "Li Wei" });

describeOnEachEngine("what the store has of one patient", (newPlace) => {
  it("is found by the key alone, newest first, and nobody else's with it (row 7)", async () => {
    const store = await newStore(newPlace);
    const first = await claim(store, "attempt-1");
    const foreign = await claim(store, "attempt-2", { details: other });
    const last = await claim(store, "attempt-3", { at: after(60) });

    const key = (await store.findById(first))?.patientKey ?? "";
    const rows = await store.listByPatientKey(key);

    expect(rows.map(({ id }) => id)).toEqual([last, first]);
    expect((await store.findById(foreign))?.patientKey).not.toBe(key);
    for (const text of ["", "MRN-10023", key.slice(1), `${key}=`, "' or 1=1 --"]) {
      expect(await store.listByPatientKey(text)).toEqual([]);
    }
  });

  it("takes a corrected name and email in every row, and leaves other patients alone", async () => {
    const store = await newStore(newPlace);
    const first = await claim(store, "attempt-1");
    const foreign = await claim(store, "attempt-2", { details: other });
    const last = await claim(store, "attempt-3", { at: after(60) });
    const key = (await store.findById(first))?.patientKey ?? "";

    const corrected = { name: "Zoe Quackenbusch", email: "" };
    await store.renamePatient(key, corrected);
    await store.renamePatient(key, corrected);

    for (const id of [first, last]) {
      expect(await store.findById(id)).toMatchObject({
        patientKey: key,
        details: { ...sampleDetails(), ...corrected },
      });
    }
    expect((await store.findById(foreign))?.details).toEqual(other);
  });
});
