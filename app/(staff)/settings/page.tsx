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
import { deskToken } from "@/lib/server/display/cookies";
import { hasDisplay } from "@/lib/server/display/pairing";
import { readLiveUpdates } from "@/lib/server/live-updates/endpoint";
import { connectionFacts } from "@/lib/server/settings/connection";
import { fixedFields, ownReturnPage, readClinicForm } from "@/lib/server/settings/service";
import { thisBrowser } from "@/lib/server/staff/browser";
import { requireStaff } from "@/lib/server/staff/guard";
import type { MailFacts } from "@/lib/settings/mail";
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
  const ctx = await staffCtx(staff);
  const { mail } = ctx.env;
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
          paired={await hasDisplay(ctx, deskToken(await thisBrowser()))}
          address={`${ctx.env.appUrl}/display`}
          pair={pairDisplayAction}
          unpair={unpairDisplayAction}
        />
      </Section>
      {staff.role === "administrator" && (
        <Section heading="Clinic" hint="For everyone at every desk of this clinic.">
          <ClinicForm
            settings={await readClinicForm(ctx)}
            fixed={fixedFields(ctx.env.clinic)}
            ownReturnPage={ownReturnPage(ctx.env)}
            save={saveClinicSettingsAction}
          />
        </Section>
      )}
      {staff.role === "administrator" && (
        <Section heading="Live updates" hint="From Medblocks, at the moment a patient finishes.">
          <LiveUpdates initial={await readLiveUpdates(ctx)} change={changeLiveUpdatesAction} />
        </Section>
      )}
      {staff.role === "administrator" && (
        <EmailSection facts={mail && { server: `${mail.host}:${mail.port}`, from: mail.from }} />
      )}
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

function EmailSection({ facts }: { facts: MailFacts | null }) {
  return (
    <Section heading="Email" hint="Links are emailed to patients when a mail server is set up.">
      {facts ? (
        <MailSettings facts={facts} sendTest={sendTestEmailAction} />
      ) : (
        <p>This desk sends no email. To let it, set SMTP_URL and MAIL_FROM and start it again.</p>
      )}
    </Section>
  );
}
