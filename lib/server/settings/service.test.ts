import { describe, expect, it } from "vitest";
import { linesOf, refuseRows } from "@/lib/server/audit/test-trail";
import { createVault } from "@/lib/server/db/seal";
import { newFolder, openUntilEnd } from "@/lib/server/db/test-database";
import { defaultSettings, type GivenSettings } from "@/lib/settings/clinic";
import { ownTimeZone } from "@/lib/time-zone";
import {
  fixedFields,
  readClinicForm,
  readClinicSettings,
  type SettingsServices,
  saveClinicSettings,
  seedSettings,
} from "./service";
import { createSettingsStore } from "./store";

const nothingGiven: GivenSettings = {
  name: null,
  timeZone: null,
  returnUrl: null,
  buttonLabel: null,
  linkLifetimeSeconds: null,
  suggestedSourceIds: null,
  retentionDays: null,
};
const maria = { id: "staff-1", sessionId: "pc-1" };

/** A clinic with an empty database. `withGiven`: the same one after a start with other variables. */
async function newClinic(given: Partial<GivenSettings> = {}) {
  const db = await openUntilEnd(await newFolder());
  const withGiven = (variables: Partial<GivenSettings>): SettingsServices => ({
    db,
    vault: createVault("a made-up secret of the tests, 43 characters"),
    store: createSettingsStore(db),
    given: { ...nothingGiven, ...variables },
    appUrl: "https://desk.example",
    now: () => new Date("2026-11-02T15:00:00.000Z"),
  });
  return { services: withGiven(given), withGiven, lines: () => linesOf(db) };
}

describe("the settings that count", () => {
  it("are the defaults, with our own return page and the name on the button", async () => {
    const { services } = await newClinic();
    expect(await readClinicSettings(services)).toEqual({
      ...defaultSettings,
      returnUrl: "https://desk.example/done",
      buttonLabel: "Our clinic",
      timeZone: ownTimeZone(),
    });
  });

  it("are those of a variable first, then what was saved, then the default", async () => {
    const { services, withGiven } = await newClinic();
    await saveClinicSettings({ name: "Lakeside", retentionDays: 7 }, maria, services);

    const settings = await readClinicSettings(withGiven({ name: "Riverside" }));
    expect(settings).toMatchObject({
      name: "Riverside",
      buttonLabel: "Riverside",
      retentionDays: 7,
      linkLifetimeSeconds: 3600,
    });
    expect((await readClinicSettings(services)).name).toBe("Lakeside");
  });

  it("stay as they are when a variable of the first start is removed later", async () => {
    const given = { name: "Riverside", suggestedSourceIds: ["fhirsrc_2", "fhirsrc_1"] };
    const { services, withGiven } = await newClinic(given);
    await seedSettings(services);
    expect(await readClinicSettings(withGiven({}))).toMatchObject(given);

    // At a later start the variable is in charge, and what is saved stays what it was.
    await seedSettings(withGiven({ name: "Lakeside" }));
    expect((await readClinicSettings(withGiven({ name: "Lakeside" }))).name).toBe("Lakeside");
    expect((await readClinicSettings(withGiven({}))).name).toBe("Riverside");
  });

  it("may be an empty list of hospitals by a variable, whatever was saved", async () => {
    const { services, withGiven } = await newClinic();
    await saveClinicSettings({ suggestedSourceIds: ["fhirsrc_1"] }, maria, services);
    const settings = await readClinicSettings(withGiven({ suggestedSourceIds: [] }));
    expect(settings.suggestedSourceIds).toEqual([]);
  });
});

describe("saving", () => {
  it("tells what was saved and writes one line a field into the audit trail (row 34)", async () => {
    const { services, lines } = await newClinic();
    const changes = { phone: "555-0100", secondFactorRequired: true };
    expect(await saveClinicSettings(changes, maria, services)).toEqual({
      ok: true,
      value: {
        saved: ["phone", "secondFactorRequired"],
        settings: { ...defaultSettings, ...changes },
      },
    });
    expect(await lines()).toMatchObject(
      ["phone", "secondFactorRequired"].map((subject) => ({
        ...{ action: "settings-changed", outcome: "ok", subject },
        ...{ staff_id: maria.id, staff_session: maria.sessionId },
      })),
    );
  });

  it("changes nothing while the trail takes no row, and a first start takes nothing over", async () => {
    const { services } = await newClinic();
    await refuseRows(services.db, { dataDir: "", databaseUrl: null });

    const saving = saveClinicSettings({ phone: "555-0100" }, maria, services);
    await expect(saving).rejects.toThrow("takes no row");
    const given = { ...nothingGiven, name: "Riverside" };
    await expect(seedSettings({ ...services, given })).rejects.toThrow("takes no row");

    expect(await readClinicForm(services)).toEqual(defaultSettings);
  });

  it("keeps both of two people's fields, and the later of two values for one", async () => {
    const { services, lines } = await newClinic();
    const jo = { id: "staff-2", sessionId: "pc-2" };
    await Promise.all([
      saveClinicSettings({ name: "Riverside" }, maria, services),
      saveClinicSettings({ phone: "555-0100" }, jo, services),
    ]);
    await saveClinicSettings({ mode: "only" }, maria, services);
    await saveClinicSettings({ mode: "suggest" }, jo, services);

    expect(await readClinicForm(services)).toEqual({
      ...defaultSettings,
      name: "Riverside",
      phone: "555-0100",
    });
    expect((await lines()).map((line) => `${line.staff_id} ${line.subject}`).sort()).toEqual([
      "staff-1 mode",
      "staff-1 name",
      "staff-2 mode",
      "staff-2 phone",
    ]);
  });

  it("changes nothing when a variable is in charge of one of the fields, and names it", async () => {
    const { services, lines } = await newClinic({ name: "Riverside" });
    expect(await saveClinicSettings({ name: "Lakeside", phone: "1" }, maria, services)).toEqual({
      ok: false,
      error: {
        kind: "invalid-input",
        requestId: null,
        fields: [{ path: "name", message: "Set by CLINIC_NAME on the server." }],
      },
    });
    expect(await readClinicForm(services)).toEqual({ ...defaultSettings, name: "Riverside" });
    expect(await lines()).toEqual([]);
  });
});

describe("the fields that a variable is in charge of", () => {
  it("are named with it", () => {
    expect(fixedFields(nothingGiven)).toEqual({});
    expect(fixedFields({ ...nothingGiven, suggestedSourceIds: [], retentionDays: 7 })).toEqual({
      suggestedSourceIds: "CLINIC_HOSPITALS",
      retentionDays: "RETENTION_DAYS",
    });
  });
});
