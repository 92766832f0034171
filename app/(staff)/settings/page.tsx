import type { Metadata } from "next";
import { cookies } from "next/headers";
import { DisplaySettings } from "@/components/display/display-settings";
import { ClinicForm } from "@/components/settings/clinic-form";
import { ConnectionSettings } from "@/components/settings/connection-settings";
import { LiveUpdates } from "@/components/settings/live-updates";
import { MailSettings } from "@/components/settings/mail-settings";
import { ThisPcSettings } from "@/components/settings/this-pc-settings";
import { TimeNotice } from "@/components/settings/time-notice";
import { Section } from "@/components/ui/section";
import { doubtTime, timeServices } from "@/lib/server/believed-time";
import { staffCtx } from "@/lib/server/desk";
import { loadDisplay } from "@/lib/server/display/loaders";
import { env } from "@/lib/server/env";
import { readLiveUpdates } from "@/lib/server/live-updates/endpoint";
import { connectionFacts } from "@/lib/server/settings/connection";
import {
  fixedFields,
  ownReturnPage,
  readClinicForm,
  settingsServices,
} from "@/lib/server/settings/service";
import { requireStaff } from "@/lib/server/staff/guard";
import { asTheme, themeCookie } from "@/lib/settings/theme";
import {
  changeLiveUpdatesAction,
  checkConnectionAction,
  confirmTimeAction,
  pairDisplayAction,
  saveClinicSettingsAction,
  sendTestEmailAction,
  unpairDisplayAction,
} from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const staff = await requireStaff();
  const theme = asTheme((await cookies()).get(themeCookie)?.value);
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-6">
      <h1 className="text-xl font-semibold">Settings</h1>
      {staff.role === "administrator" && <TimeSection />}
      <Section heading="This PC" hint="Kept in this browser. Each change counts at once.">
        <ThisPcSettings initialTheme={theme} />
      </Section>
      <Section
        heading="Patient’s screen"
        hint="A second monitor or a tablet that faces the patient and shows the code to scan."
      >
        <DisplaySettings
          {...(await loadDisplay())}
          pair={pairDisplayAction}
          unpair={unpairDisplayAction}
        />
      </Section>
      {staff.role === "administrator" && <ClinicSection />}
      {staff.role === "administrator" && (
        <Section heading="Live updates" hint="From Medblocks, at the moment a patient finishes.">
          <LiveUpdates
            initial={await readLiveUpdates(await staffCtx(staff))}
            change={changeLiveUpdatesAction}
          />
        </Section>
      )}
      {staff.role === "administrator" && <EmailSection />}
      <Section heading="Connection" hint="To Medblocks. Checking reads only and changes nothing.">
        <ConnectionSettings facts={connectionFacts()} check={checkConnectionAction} />
      </Section>
    </div>
  );
}

/** There only while the server's clock is in doubt. */
async function TimeSection() {
  const doubt = await doubtTime(await timeServices());
  return (
    doubt && (
      <Section heading="Date and time">
        <TimeNotice doubt={doubt} confirm={confirmTimeAction} />
      </Section>
    )
  );
}

function EmailSection() {
  const { mail } = env();
  return (
    <Section heading="Email" hint="Links are emailed to patients when a mail server is set up.">
      {mail ? (
        <MailSettings
          facts={{ server: `${mail.host}:${mail.port}`, from: mail.from }}
          sendTest={sendTestEmailAction}
        />
      ) : (
        <p>This desk sends no email. To let it, set SMTP_URL and MAIL_FROM and start it again.</p>
      )}
    </Section>
  );
}

async function ClinicSection() {
  const services = await settingsServices();
  return (
    <Section heading="Clinic" hint="For everyone at every desk of this clinic.">
      <ClinicForm
        settings={await readClinicForm(services)}
        fixed={fixedFields(services.given)}
        ownReturnPage={ownReturnPage(services)}
        save={saveClinicSettingsAction}
      />
    </Section>
  );
}
