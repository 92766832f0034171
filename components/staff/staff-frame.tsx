import type { ReactNode } from "react";
import { KeysDialog } from "./keys-dialog";

type StaffFrameProps = { clinicName: string; isSandbox: boolean; children: ReactNode };

/** Header and main part of every staff page. */
export function StaffFrame({ clinicName, isSandbox, children }: StaffFrameProps) {
  return (
    <>
      <header className="border-b border-line bg-surface print:hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
          <strong className="wrap-break-word">
            <bdi>{clinicName}</bdi>
          </strong>
          <nav aria-label="Main">
            <a
              href="/"
              className="inline-flex min-h-11 items-center font-semibold text-brand underline underline-offset-4"
            >
              New link
            </a>
          </nav>
          <div className="ml-auto flex flex-wrap items-center gap-3">
            {isSandbox && (
              <span className="rounded-control border border-transparent bg-warn-soft px-3 py-1 text-sm font-semibold text-warn">
                Demo: made-up hospitals
              </span>
            )}
            <KeysDialog />
          </div>
        </div>
      </header>
      <main className="mx-auto max-w-6xl px-4 py-6 print:p-0">{children}</main>
    </>
  );
}
