"use server";

import { pairingSchema } from "@/lib/display/pairing-code";
import type { Result } from "@/lib/result";
import { audit } from "@/lib/server/audit/service";
import { confirmTime, timeServices } from "@/lib/server/believed-time";
import { byStaff } from "@/lib/server/context";
import { vault } from "@/lib/server/db/seal";
import { deskToken, keepDeskToken, newToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { pairDisplay, unpairDisplay } from "@/lib/server/display/pairing";
import { env } from "@/lib/server/env";
import { changeLiveUpdates } from "@/lib/server/live-updates/endpoint";
import { liveUpdatesServices } from "@/lib/server/live-updates/services";
import { sendEmail } from "@/lib/server/mail/send";
import { sendTestEmail } from "@/lib/server/mail/test-email";
import { emailTurns } from "@/lib/server/mail/turns";
import { parseInput } from "@/lib/server/parse-input";
import { checkConnection } from "@/lib/server/settings/connection";
import {
  clinicSettings,
  saveClinicSettings,
  settingsServices,
} from "@/lib/server/settings/service";
import { thisBrowser } from "@/lib/server/staff/browser";
import { currentAdministrator, currentStaff } from "@/lib/server/staff/guard";
import { staffServices } from "@/lib/server/staff/staff-services";
import { saveWithProof } from "@/lib/server/staff/strong-acts";
import type { ActionResult } from "@/lib/sessions/actions";
import type { EmailError } from "@/lib/sessions/email";
import type { SavedClinic } from "@/lib/settings/actions";
import type { CheckedConnection } from "@/lib/settings/connection";
import { type LiveUpdatesAnswer, liveUpdatesActSchema } from "@/lib/settings/live-updates";
import type { MailTested } from "@/lib/settings/mail";
import { clinicChangesSchema } from "@/lib/settings/schema";
import { proofSchema } from "@/lib/staff/schema";

/** Saves the fields that are given, and no other. */
export async function saveClinicSettingsAction(
  changes: unknown,
  proof?: unknown,
): Promise<ActionResult<SavedClinic>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(clinicChangesSchema, changes);
  if (!parsed.ok) return parsed;

  const given = parseInput(proofSchema, proof);
  if (!given.ok) return given;

  const shown = { staff: staff.value, browser: await thisBrowser(), proof: given.value };
  const services = await settingsServices();
  return saveWithProof(parsed.value, shown, await staffServices(), () =>
    saveClinicSettings(parsed.value, staff.value, services),
  );
}

/** An administrator says that the server's date is right. */
export async function confirmTimeAction(): Promise<ActionResult<null>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const services = await timeServices();
  const { db, now } = services;
  await confirmTime(byStaff(staff.value, { db, vault: vault(), now }), services);
  return { ok: true, value: null };
}

/** Reads from the API and says what it found; never writes. */
export async function checkConnectionAction(): Promise<ActionResult<CheckedConnection>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  return { ok: true, value: await checkConnection() };
}

/** Sends an email without a patient in it to whoever asks. */
export async function sendTestEmailAction(): Promise<Result<MailTested, EmailError>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const { mail } = env();
  return sendTestEmail(staff.value, {
    send: mail && ((email) => sendEmail(email, mail)),
    takeTurn: await emailTurns(),
    clinic: await clinicSettings(),
    note: (deed) => audit({ ...deed, staff: staff.value }),
  });
}

/** Makes the screen that shows this code the patient's screen of this PC. */
export async function pairDisplayAction(input: unknown): Promise<ActionResult<null>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(pairingSchema, input);
  if (!parsed.ok) return parsed;

  const browser = await thisBrowser();
  const { appUrl } = env();
  const token = deskToken(browser, appUrl) ?? newToken();
  const services = await displayServices();
  const paired = await pairDisplay(parsed.value.code, token, staff.value, services);
  if (paired.ok) keepDeskToken(token, browser, appUrl);
  return paired;
}

/** This PC has no patient's screen on another device any more. */
export async function unpairDisplayAction(): Promise<ActionResult<null>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const token = deskToken(await thisBrowser(), env().appUrl);
  return unpairDisplay(token, staff.value, await displayServices());
}

/** Turns live updates on or off, or asks Medblocks how they stand. */
export async function changeLiveUpdatesAction(
  act: unknown,
): Promise<ActionResult<LiveUpdatesAnswer>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(liveUpdatesActSchema, act);
  if (!parsed.ok) return parsed;

  const services = await liveUpdatesServices();
  return { ok: true, value: await changeLiveUpdates(parsed.value, staff.value, services) };
}
