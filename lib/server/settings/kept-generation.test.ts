import { expect, it } from "vitest";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { readGeneration, saveGeneration } from "./kept-generation";

const place = { apiUrl: "https://app.medblocks.com", generation: "sessions" } as const;

describeOnEachEngine("what was found of the API's generation", (newPlace) => {
  it("is known at the next start, and is the latest", async () => {
    const folder = await newPlace();
    const db = await openUntilEnd(folder);
    expect(await readGeneration(db, place)).toBeNull();
    await saveGeneration(db, place, "patient-flows");
    await saveGeneration(db, place, "patient-sessions");
    expect(await readGeneration(await openUntilEnd(folder), place)).toBe("patient-sessions");
  });

  it("counts for no other address and no other setting", async () => {
    const db = await openUntilEnd(await newPlace());
    await saveGeneration(db, place, "patient-sessions");
    expect(await readGeneration(db, { ...place, apiUrl: "https://other.example" })).toBeNull();
    expect(await readGeneration(db, { ...place, generation: "patient-flows" })).toBeNull();
  });

  it("is nothing where something else is kept", async () => {
    const db = await openUntilEnd(await newPlace());
    await db.insertInto("meta").values({ key: "connect-generation", value: "pf_" }).execute();
    expect(await readGeneration(db, place)).toBeNull();
    await saveGeneration(db, place, "patient-flows");
    expect(await readGeneration(db, place)).toBe("patient-flows");
  });
});
