import "server-only";
import { fail, ok } from "@/lib/result";
import { act, type Deed } from "@/lib/server/act";
import { type Acting, byStaff, bySystem } from "@/lib/server/context";
import { database } from "@/lib/server/db/client";
import { vault } from "@/lib/server/db/seal";
import { env } from "@/lib/server/env";
import { keptBriefly } from "@/lib/server/kept-briefly";
import { remember } from "@/lib/server/remember";
import type { Staff } from "@/lib/server/staff/guard";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SavedClinic } from "@/lib/settings/actions";
import {
  type ClinicField,
  type ClinicSettings,
  clinicFields,
  type GivenSettings,
  settingVariables,
} from "@/lib/settings/clinic";
import { ownTimeZone } from "@/lib/time-zone";
import { type Changes, createSettingsStore, type SettingsStore } from "./store";

/** What the use cases of the settings work with; tests pass their own. */
export type SettingsServices = Acting & {
  store: SettingsStore;
  /** What the server's variables say. */
  given: GivenSettings;
  /** Where browsers reach this app, without a path. */
  appUrl: string;
};

/** Those of this process. */
export async function settingsServices(): Promise<SettingsServices> {
  const { clinic, appUrl } = env();
  const db = await database();
  const store = createSettingsStore(db);
  return { db, vault: vault(), store, given: clinic, appUrl, now: () => new Date() };
}

/** So long may it take until another process of this app hears of a change. */
const keptMs = 1000;

function keptSettings() {
  return remember("clinic-settings", () =>
    keptBriefly(async () => readClinicSettings(await settingsServices()), keptMs),
  );
}

/**
 * The clinic's settings as they count now: a variable where one is set, else what was saved, else
 * the default. Cheap enough to be asked in every place of a request.
 */
export function clinicSettings(): Promise<ClinicSettings> {
  return keptSettings().get();
}

/** As `clinicSettings`, and always read anew. */
export async function readClinicSettings(services: SettingsServices): Promise<ClinicSettings> {
  const settings = await readClinicForm(services);
  return {
    ...settings,
    timeZone: settings.timeZone || ownTimeZone(),
    returnUrl: settings.returnUrl || ownReturnPage(services),
    buttonLabel: settings.buttonLabel || settings.name,
  };
}

/** As they are edited: what is empty and stands for something of ours stays empty. */
export async function readClinicForm({ store, given }: SettingsServices): Promise<ClinicSettings> {
  return { ...(await store.read()), ...fixedBy(given) };
}

/** Where patients go at the end unless the clinic has a page of its own. */
export function ownReturnPage({ appUrl }: Pick<SettingsServices, "appUrl">): string {
  return `${appUrl}/done`;
}

/** The fields that a variable is in charge of, with its name. */
export function fixedFields(given: GivenSettings): Partial<Record<ClinicField, string>> {
  return Object.fromEntries(
    Object.entries(settingVariables).filter(([field]) => field in fixedBy(given)),
  );
}

function fixedBy(given: GivenSettings): Partial<ClinicSettings> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** Takes over what the environment says at the very first start, so that it may be left out later. */
export async function seedSettings(services: SettingsServices): Promise<void> {
  const { store, given, now } = services;
  await act(bySystem("start", services), changed, (tx) => store.seed(tx, fixedBy(given), now()));
}

/** A line for each field. */
function changed(fields: ClinicField[]): Deed[] {
  return fields.map((subject) => ({ action: "settings-changed", outcome: "ok", subject }));
}

/** Saves what one administrator changed, and nothing else; each field is a line in the audit trail. */
export async function saveClinicSettings(
  changes: Changes,
  staff: Pick<Staff, "id" | "sessionId">,
  services: SettingsServices,
): Promise<ActionResult<SavedClinic>> {
  const { store, given, now } = services;
  const fixed = fixedFields(given);
  const refused = clinicFields.filter((field) => changes[field] !== undefined && fixed[field]);
  if (refused.length > 0) {
    const fields = refused.map((path) => ({ path, message: setBy(fixed[path]) }));
    return fail({ kind: "invalid-input", requestId: null, fields });
  }
  const by = { staffId: staff.id, now: now() };
  const saved = await act(byStaff(staff, services), changed, (tx) => store.save(tx, changes, by));
  keptSettings().forget();
  return ok({ saved, settings: await readClinicForm(services) });
}

function setBy(variable: string | undefined): string {
  return `Set by ${variable} on the server.`;
}
