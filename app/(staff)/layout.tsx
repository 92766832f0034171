import type { ReactNode } from "react";
import { QueryProvider } from "@/components/query-provider";
import { SharedPc } from "@/components/staff/shared-pc";
import { StaffFrame } from "@/components/staff/staff-frame";
import { clinicSettings, staffCtx } from "@/lib/server/desk";
import { env } from "@/lib/server/env";
import { scriptNonce } from "@/lib/server/script-nonce";
import { countHelp } from "@/lib/server/sessions/follow-up";
import { connectionFacts } from "@/lib/server/settings/connection";
import { loadSignedIn } from "@/lib/server/staff/guard";
import { signInWays } from "@/lib/server/staff/sign-in-ways";
import { earScript } from "@/lib/sessions/key-ear";

/** Every staff page is made when it is asked for; the build knows no clinic. */
export const dynamic = "force-dynamic";

/** The frame only. No guard here: a layout is not run again on navigation, each page asks. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [clinic, staff, nonce] = await Promise.all([
    clinicSettings(),
    loadSignedIn(),
    scriptNonce(),
  ]);
  const frame = (
    <StaffFrame
      clinicName={clinic.name}
      environment={connectionFacts().environment}
      staff={staff}
      help={staff && (await countHelp(await staffCtx(staff)))}
    >
      {children}
    </StaffFrame>
  );
  return (
    // Another person: nothing is left of what this window knew.
    <QueryProvider key={staff?.id}>
      <script nonce={nonce} suppressHydrationWarning>
        {earScript}
      </script>
      {staff ? (
        <SharedPc
          staff={{ id: staff.id, role: staff.role }}
          veilAfterSeconds={clinic.veilAfterSeconds}
          signOutAfterMinutes={clinic.signOutAfterMinutes}
          ways={signInWays(env())}
        >
          {frame}
        </SharedPc>
      ) : (
        frame
      )}
    </QueryProvider>
  );
}
