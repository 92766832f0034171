"use client";

import { LogOut } from "lucide-react";
import type { Route } from "next";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Said } from "@/components/ui/notice";
import { takeBackCopied } from "@/lib/sessions/copied";
import { tell, tellSignedOut } from "@/lib/staff/sign-in-news";
import type { SignedInStaff } from "@/lib/staff/staff";
import { post } from "./watch-presence";

type StaffMenuEntriesProps = {
  staff: SignedInStaff;
  /** One of the links is followed: the menu stays on the next page. */
  onLeave: () => void;
};

/** What is theirs, as ordinary links, and the way out. */
export function StaffMenuEntries({ staff, onLeave }: StaffMenuEntriesProps) {
  const isAdministrator = staff.role === "administrator";
  return (
    <>
      <p className="px-2 text-sm text-ink2 wrap-anywhere">
        <bdi translate="no">{staff.name}</bdi>
        <br />
        <span>{isAdministrator ? "Administrator" : "Desk"}</span>
      </p>
      <MenuLink href="/account" label="Account" onLeave={onLeave} />
      {isAdministrator && (
        <>
          <MenuLink href="/staff" label="Staff" onLeave={onLeave} />
          <MenuLink href="/audit" label="Audit" onLeave={onLeave} />
        </>
      )}
      <SignOutButton />
    </>
  );
}

function MenuLink({ href, label, onLeave }: { href: Route; label: string; onLeave: () => void }) {
  return (
    <Link
      href={href}
      onNavigate={onLeave}
      className="flex min-h-11 items-center rounded-control px-2 font-semibold text-brand underline underline-offset-4 hover:bg-brand-soft"
    >
      {label}
    </Link>
  );
}

/** Ends the session on the server, covers every window, and leaves nothing to go back to. */
function SignOutButton() {
  const [failed, setFailed] = useState(false);

  async function signOut() {
    setFailed(false);
    // A patient's screen clears at once, whether the server can be reached or not.
    tell({ type: "signing-out" });
    const answer = await post("/api/sign-out", { reason: "asked" });
    // Refused: nobody was signed in any more.
    if (!answer || answer.status >= 500) return setFailed(true);
    // Asked for here as well: the page is gone before its windows have heard the news.
    await takeBackCopied();
    tellSignedOut();
    location.replace("/sign-in");
  }

  return (
    <>
      <Button className="justify-start!" onClick={() => void signOut()}>
        <LogOut />
        Sign out
      </Button>
      <Said tone="bad" className="px-2 text-sm">
        {failed && "You are still signed in: Connect Desk could not be reached. Try again."}
      </Said>
    </>
  );
}
