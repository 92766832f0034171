import type { Metadata } from "next";
import type { ReactNode } from "react";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { loadDeskClinic } from "@/lib/server/desk";
import { loadSignedIn } from "@/lib/server/staff/guard";

/** The desk sets it: it says more than a page knows, and changes without one. */
export const metadata: Metadata = { title: null };

/**
 * The form, which stays while the pages beside it come and go. No guard: each page asks who is there.
 * Who is not signed in gets nothing of the clinic with the answer that sends them to do so.
 */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  if (!(await loadSignedIn())) return children;
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await loadDeskClinic()}
    >
      {children}
    </Desk>
  );
}
