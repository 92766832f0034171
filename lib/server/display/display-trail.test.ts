import { expect, it } from "vitest";
import { refuseRows, takeRows } from "@/lib/server/audit/test-trail";
import type { DatabasePlace } from "@/lib/server/db/client";
import { describeOnEachEngine, type NewPlace } from "@/lib/server/db/test-database";
import { addColleague, newBrowser, openTestStaff, signInAt } from "@/lib/server/staff/test-staff";
import { newToken } from "./cookies";
import type { DisplayServices } from "./display-services";
import { DisplayStore } from "./display-store";
import { hasDisplay, newPairingCode, pairDisplay, unpairDisplay } from "./pairing";

const anyone = { address: null };

async function open(newPlace: NewPlace) {
  let place: DatabasePlace = { dataDir: "", databaseUrl: null };
  const people = await openTestStaff(async () => {
    place = await newPlace();
    return place;
  });
  await addColleague(people);
  const services: DisplayServices = {
    db: people.db,
    vault: people.vault,
    store: new DisplayStore(people.db),
    findSession: async () => null,
    now: people.now,
    wait: async () => {},
  };
  const newCode = async () => {
    const made = await newPairingCode(null, anyone, services);
    if (!made.ok || made.value === null) throw new Error("There is no code.");
    return made.value.code;
  };
  return { place, people, services, newCode, staff: await signInAt(people, newBrowser()) };
}

describeOnEachEngine("a patient's screen", (newPlace) => {
  it("is neither paired nor let go of while the trail takes no row", async () => {
    const { place, people, services, staff, newCode } = await open(newPlace);
    const pc = newToken();
    expect(await pairDisplay(await newCode(), pc, staff, services)).toMatchObject({ ok: true });
    const code = await newCode();
    await refuseRows(people.db, place);

    const pairing = pairDisplay(code, newToken(), staff, services);
    await expect(pairing).rejects.toThrow("takes no row");
    await expect(unpairDisplay(pc, staff, services)).rejects.toThrow("takes no row");

    await takeRows(people.db, place);
    expect(await hasDisplay(pc, services)).toBe(true);
    expect(await pairDisplay(code, newToken(), staff, services)).toMatchObject({ ok: true });
  });
});
