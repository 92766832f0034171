import "server-only";
import { fail, ok } from "@/lib/result";
import { act, type Deed } from "@/lib/server/act";
import type { Ctx, StaffActor, SystemActor } from "@/lib/server/context";
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
import { type Changes, readSaved, saveChanges, seed } from "./store";

/** What was saved, and what the server's variables say. */
type SettingsCtx = Pick<Ctx, "db"> & { env: { appUrl: string; clinic: GivenSettings } };

/**
 * The clinic's settings as they count now: a variable where one is set, else what was saved, else
 * the default.
 */
export async function readClinicSettings(ctx: SettingsCtx): Promise<ClinicSettings> {
  const settings = await readClinicForm(ctx);
  return {
    ...settings,
    timeZone: settings.timeZone || ownTimeZone(),
    returnUrl: settings.returnUrl || ownReturnPage(ctx.env),
    buttonLabel: settings.buttonLabel || settings.name,
  };
}

/** As they are edited: what is empty and stands for something of ours stays empty. */
export async function readClinicForm({ db, env }: SettingsCtx): Promise<ClinicSettings> {
  return { ...(await readSaved(db)), ...fixedBy(env.clinic) };
}

/** Where patients go at the end unless the clinic has a page of its own. */
export function ownReturnPage({ appUrl }: SettingsCtx["env"]): string {
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
export async function seedSettings(ctx: Ctx<SystemActor>): Promise<void> {
  await act(ctx, changed, (tx) => seed(tx, fixedBy(ctx.env.clinic), ctx.now()));
}

/** A line for each field. */
function changed(fields: ClinicField[]): Deed[] {
  return fields.map((subject) => ({ action: "settings-changed", outcome: "ok", subject }));
}

/** Saves what one administrator changed, and nothing else; each field is a line in the audit trail. */
export async function saveClinicSettings(
  ctx: Ctx<StaffActor>,
  changes: Changes,
): Promise<ActionResult<SavedClinic>> {
  const fixed = fixedFields(ctx.env.clinic);
  const refused = clinicFields.filter((field) => changes[field] !== undefined && fixed[field]);
  if (refused.length > 0) {
    const fields = refused.map((path) => ({ path, message: setBy(fixed[path]) }));
    return fail({ kind: "invalid-input", requestId: null, fields });
  }
  const by = { staffId: ctx.actor.staffId, now: ctx.now() };
  const saved = await act(ctx, changed, (tx) => saveChanges(tx, changes, by));
  return ok({ saved, settings: await readClinicForm(ctx) });
}

function setBy(variable: string | undefined): string {
  return `Set by ${variable} on the server.`;
}
