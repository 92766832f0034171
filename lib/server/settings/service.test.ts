import { describe, expect, it } from "vitest";
import { staffId } from "@/lib/ids";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { defaultSettings, type GivenSettings } from "@/lib/settings/clinic";
import { ownTimeZone } from "@/lib/time-zone";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { administrator, testCtx } from "@/test/ctx";
import {
  fixedFields,
  readClinicForm,
  readClinicSettings,
  saveClinicSettings,
  seedSettings,
} from "./service";

const nothingGiven: GivenSettings = {
  name: null,
  timeZone: null,
  returnUrl: null,
  buttonLabel: null,
  linkLifetimeSeconds: null,
  suggestedSourceIds: null,
  retentionDays: null,
};
const asStart = (ctx: Ctx): Ctx<SystemActor> => ({
  ...ctx,
  actor: { kind: "system", job: "start" },
});

/** A clinic with an empty database. `withGiven`: the same one after a start with other variables. */
async function newClinic(given: Partial<GivenSettings> = {}) {
  const { ctx, lines } = await testCtx({ actor: administrator });
  const withGiven = (variables: Partial<GivenSettings>) => ({
    ...ctx,
    env: { ...ctx.env, clinic: { ...nothingGiven, ...variables } },
  });
  return { ctx: withGiven(given), withGiven, lines };
}

describe("the settings that count", () => {
  it("are the defaults, with our own return page and the name on the button", async () => {
    const { ctx } = await newClinic();
    expect(await readClinicSettings(ctx)).toEqual({
      ...defaultSettings,
      returnUrl: "https://desk.example/done",
      buttonLabel: "Our clinic",
      timeZone: ownTimeZone(),
    });
  });

  it("are those of a variable first, then what was saved, then the default", async () => {
    const { ctx, withGiven } = await newClinic();
    await saveClinicSettings(ctx, { name: "Lakeside", retentionDays: 7 });

    const settings = await readClinicSettings(withGiven({ name: "Riverside" }));
    expect(settings).toMatchObject({
      name: "Riverside",
      buttonLabel: "Riverside",
      retentionDays: 7,
      linkLifetimeSeconds: 3600,
    });
    expect((await readClinicSettings(ctx)).name).toBe("Lakeside");
  });

  it("stay as they are when a variable of the first start is removed later", async () => {
    const given = { name: "Riverside", suggestedSourceIds: ["fhirsrc_2", "fhirsrc_1"] };
    const { ctx, withGiven } = await newClinic(given);
    await seedSettings(asStart(ctx));
    expect(await readClinicSettings(withGiven({}))).toMatchObject(given);

    // At a later start the variable is in charge, and what is saved stays what it was.
    await seedSettings(asStart(withGiven({ name: "Lakeside" })));
    expect((await readClinicSettings(withGiven({ name: "Lakeside" }))).name).toBe("Lakeside");
    expect((await readClinicSettings(withGiven({}))).name).toBe("Riverside");
  });

  it("may be an empty list of hospitals by a variable, whatever was saved", async () => {
    const { ctx, withGiven } = await newClinic();
    await saveClinicSettings(ctx, { suggestedSourceIds: ["fhirsrc_1"] });
    const settings = await readClinicSettings(withGiven({ suggestedSourceIds: [] }));
    expect(settings.suggestedSourceIds).toEqual([]);
  });
});

describe("saving", () => {
  it("tells what was saved and writes one line a field into the audit trail", async () => {
    const { ctx, lines } = await newClinic();
    const changes = { phone: "555-0100", secondFactorRequired: true };
    expect(await saveClinicSettings(ctx, changes)).toEqual({
      ok: true,
      value: {
        saved: ["phone", "secondFactorRequired"],
        settings: { ...defaultSettings, ...changes },
      },
    });
    expect(await lines()).toMatchObject(
      ["phone", "secondFactorRequired"].map((subject) => ({
        ...{ action: "settings-changed", outcome: "ok", subject },
        ...{ staff_id: administrator.staffId, staff_session: administrator.signInId },
      })),
    );
  });

  it("changes nothing while the trail takes no row, and a first start takes nothing over", async () => {
    const { ctx, withGiven } = await newClinic();
    await refuseRows(ctx.db, { dataDir: "", databaseUrl: null });

    const saving = saveClinicSettings(ctx, { phone: "555-0100" });
    await expect(saving).rejects.toThrow("takes no row");
    await expect(seedSettings(asStart(withGiven({ name: "Riverside" })))).rejects.toThrow(
      "takes no row",
    );

    await takeRows(ctx.db, { dataDir: "", databaseUrl: null });
    expect(await readClinicForm(ctx)).toEqual(defaultSettings);
  });

  it("keeps both of two people's fields, and the later of two values for one", async () => {
    const { ctx, lines } = await newClinic();
    const jo = { ...ctx, actor: { ...administrator, staffId: staffId("staff-2") } };
    await Promise.all([
      saveClinicSettings(ctx, { name: "Riverside" }),
      saveClinicSettings(jo, { phone: "555-0100" }),
    ]);
    await saveClinicSettings(ctx, { mode: "only" });
    await saveClinicSettings(jo, { mode: "suggest" });

    expect(await readClinicForm(ctx)).toEqual({
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
    const { ctx, lines } = await newClinic({ name: "Riverside" });
    expect(await saveClinicSettings(ctx, { name: "Lakeside", phone: "1" })).toEqual({
      ok: false,
      error: {
        kind: "invalid-input",
        requestId: null,
        fields: [{ path: "name", message: "Set by CLINIC_NAME on the server." }],
      },
    });
    expect(await readClinicForm(ctx)).toEqual({ ...defaultSettings, name: "Riverside" });
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
