import type { ReactNode } from "react";
import type { ConnectionFacts } from "@/lib/settings/connection";
import { badgeWords } from "@/lib/settings/connection-words";
import type { SignedInStaff } from "@/lib/staff/staff";
import { KeysDialog } from "./keys-dialog";
import { MainNav } from "./main-nav";
import { PageAgeNotice } from "./page-age-notice";
import { StaffMenu } from "./staff-menu";

type StaffFrameProps = {
  clinicName: string;
  environment: ConnectionFacts["environment"];
  /** Null where nobody is signed in and the page says so. */
  staff: SignedInStaff | null;
  /** How many links need help; null where nobody is signed in. */
  help: number | null;
  children: ReactNode;
};

/** Header and main part of every staff page. */
export function StaffFrame({ clinicName, environment, staff, help, children }: StaffFrameProps) {
  const badge = badgeWords[environment];
  return (
    <>
      <header className="relative border-b border-line bg-surface print:hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
          <strong className="wrap-anywhere">
            <bdi translate="no">{clinicName}</bdi>
          </strong>
          <MainNav help={help} />
          <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
            {badge && (
              <span className="rounded-control border border-transparent bg-warn-soft px-3 py-1 text-sm font-semibold text-warn">
                {badge}
              </span>
            )}
            <KeysDialog />
            {staff && <StaffMenu staff={staff} />}
          </div>
        </div>
      </header>
      <main className="mx-auto max-w-6xl px-4 py-6 print:p-0">
        <PageAgeNotice />
        {children}
      </main>
    </>
  );
}
