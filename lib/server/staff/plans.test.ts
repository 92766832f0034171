import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { defaultSettings } from "@/lib/settings/clinic";
import { describeOnEachEngine } from "@/test/db/test-database";
import { openBusy } from "@/test/db/test-plans";
import { findSignedIn, removeOverSignIns } from "./sign-ins";
import { forgetTries, giveBack, removeOldTries, takeTry } from "./throttle";

const vault = createVault("a made-up secret of the tests, 43 characters");
const counter = { what: "account", which: "dana@clinic.example", free: 5, longestSeconds: 900 };

describeOnEachEngine("however many have signed in, and however many have tried", (newPlace) => {
  it("no try, no click and no housekeeping reads them all", async () => {
    const { db, scans } = await openBusy(newPlace);
    const now = () => new Date("2026-04-25T14:30:00.000Z");
    const services = { db, vault, now, clinic: defaultSettings };

    await findSignedIn(services, "no such token");
    await takeTry([counter], services);
    await giveBack(counter, services);
    await forgetTries(counter, services);
    await removeOverSignIns(services);
    await removeOldTries(services);

    expect(await scans()).toEqual([]);
  });
});
