import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { sampleSecret } from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { findSession } from "./find";
import { recordWhose } from "./links";

describeOnEachEngine("the patient's answer", (newPlace) => {
  it("stays as it was given first, sealed, with its own link", async () => {
    const db = await openUntilEnd(await newPlace());
    const vault = createVault(sampleSecret);
    const store = writableStore({ db, vault });
    const id = await claim(store, "attempt-1");
    const other = await claim(store, "attempt-2");
    expect((await findSession(store, id))?.whose).toBeNull();

    await recordWhose(store, id, "child");
    await recordWhose(store, id, "mine");
    expect((await findSession(store, id))?.whose).toBe("child");
    expect((await findSession(store, other))?.whose).toBeNull();

    const rows = await db.selectFrom("sessions").select("whose").execute();
    expect(JSON.stringify(rows)).not.toContain("child");
  });
});
