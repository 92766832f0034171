"use server";

import { parseInput } from "@/lib/server/parse-input";
import { checkConnection } from "@/lib/server/settings/connection";
import { saveClinicSettings, settingsServices } from "@/lib/server/settings/service";
import { currentAdministrator, currentStaff } from "@/lib/server/staff/guard";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SavedClinic } from "@/lib/settings/actions";
import type { CheckedConnection } from "@/lib/settings/connection";
import { clinicChangesSchema } from "@/lib/settings/schema";

/** Saves the fields that are given, and no other. */
export async function saveClinicSettingsAction(
  changes: unknown,
): Promise<ActionResult<SavedClinic>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(clinicChangesSchema, changes);
  if (!parsed.ok) return parsed;

  return saveClinicSettings(parsed.value, staff.value, await settingsServices());
}

/** Reads from the API and says what it found; never writes. */
export async function checkConnectionAction(): Promise<ActionResult<CheckedConnection>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  return { ok: true, value: await checkConnection() };
}
