"use client";

import type { SignedInStaff } from "@/lib/staff/staff";
import { SignOutButton } from "./sign-out-button";

/** What is theirs, as ordinary links, and the way out. */
export function StaffMenuEntries({ staff }: { staff: SignedInStaff }) {
  const isAdministrator = staff.role === "administrator";
  return (
    <>
      <p className="px-2 text-sm text-ink2 wrap-anywhere">
        <bdi translate="no">{staff.name}</bdi>
        <br />
        <span>{isAdministrator ? "Administrator" : "Desk"}</span>
      </p>
      <MenuLink href="/account" label="Account" />
      {isAdministrator && (
        <>
          <MenuLink href="/staff" label="Staff" />
          <MenuLink href="/audit" label="Audit" />
        </>
      )}
      <SignOutButton />
    </>
  );
}

function MenuLink({ href, label }: { href: string; label: string }) {
  return (
    <a
      href={href}
      className="flex min-h-11 items-center rounded-control px-2 font-semibold text-brand underline underline-offset-4 hover:bg-brand-soft"
    >
      {label}
    </a>
  );
}
