import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { after, now, sampleSecret } from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { listPage } from "./list";

describeOnEachEngine("a page of the worklist", (newPlace) => {
  it("says that there are older ones whichever row was damaged", async () => {
    const db = await openUntilEnd(await newPlace());
    const vault = createVault(sampleSecret);
    const store = writableStore({ db, vault });
    const ids: string[] = [];
    for (const at of [0, 1, 2]) ids.push(await claim(store, `link-${at}`, { at: after(at) }));
    const query = { show: "all", staffId: null, search: "", since: now, now } as const;
    const page = () => listPage({ db, vault }, query, null, 2);
    const damage = (id = "") =>
      db.updateTable("sessions").set({ details: "AAAA" }).where("id", "=", id).execute();

    await damage(ids[0]);
    expect(await page()).toMatchObject({ listed: [{}, {}], older: { id: ids[1] } });
    await damage(ids[1]);
    expect(await page()).toMatchObject({ listed: [{}], older: { id: ids[1] } });
    await damage(ids[2]);
    expect(await page()).toMatchObject({ listed: [], older: { id: ids[1] } });
  });
});
