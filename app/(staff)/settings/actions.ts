"use server";

import { pairingSchema } from "@/lib/display/pairing";
import { ok } from "@/lib/result";
import { audit } from "@/lib/server/audit/service";
import { confirmTime, timeServices } from "@/lib/server/believed-time";
import { forgetClinicSettings } from "@/lib/server/desk";
import { deskToken, keepDeskToken } from "@/lib/server/display/cookies";
import { pairDisplay, unpairDisplay } from "@/lib/server/display/pairing";
import { changeLiveUpdates } from "@/lib/server/live-updates/endpoint";
import { sendEmail } from "@/lib/server/mail/send";
import { sendTestEmail } from "@/lib/server/mail/test-email";
import { emailTurns } from "@/lib/server/mail/turns";
import { checkConnection } from "@/lib/server/settings/connection";
import { saveClinicSettings } from "@/lib/server/settings/service";
import { strongChange, strongly } from "@/lib/server/staff/proof";
import { administratorAction, noInput, staffAction } from "@/lib/server/staff-action";
import { newToken } from "@/lib/server/token";
import { liveUpdatesActSchema } from "@/lib/settings/live-updates";
import { clinicChangesSchema } from "@/lib/settings/schema";

/** Saves the fields that are given, and no other. */
export const saveClinicSettingsAction = administratorAction(
  clinicChangesSchema,
  async (ctx, changes, from) => {
    const save = () => saveClinicSettings(ctx, changes);
    const saved = await strongly(ctx, strongChange(ctx.clinic, changes), from, save);
    forgetClinicSettings();
    return saved;
  },
);

/** An administrator says that the server's date is right. */
export const confirmTimeAction = administratorAction(noInput, async (ctx) => {
  await confirmTime(ctx, await timeServices());
  return ok(null);
});

/** Reads from the API and says what it found; never writes. */
export const checkConnectionAction = staffAction(noInput, async () => ok(await checkConnection()));

/** Sends an email without a patient in it to whoever asks. */
export const sendTestEmailAction = administratorAction(
  noInput,
  async ({ env: { mail }, clinic }, _input, { staff }) =>
    sendTestEmail(staff, {
      send: mail && ((email) => sendEmail(email, mail)),
      takeTurn: await emailTurns(),
      clinic,
      note: (deed) => audit({ ...deed, staff }),
    }),
);

/** Makes the screen that shows this code the patient's screen of this PC. */
export const pairDisplayAction = staffAction(pairingSchema, async (ctx, { code }, { browser }) => {
  const token = deskToken(browser) ?? newToken();
  const paired = await pairDisplay(ctx, { code, token });
  if (paired.ok) keepDeskToken(token, browser);
  return paired;
});

/** This PC has no patient's screen on another device any more. */
export const unpairDisplayAction = staffAction(noInput, async (ctx, _input, { browser }) =>
  unpairDisplay(ctx, deskToken(browser)),
);

/** Turns live updates on or off, or asks Medblocks how they stand. */
export const changeLiveUpdatesAction = administratorAction(liveUpdatesActSchema, changeLiveUpdates);
