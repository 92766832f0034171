import type { Metadata } from "next";
import { Desk } from "@/components/sessions/desk";
import { loadDeskClinic } from "@/lib/server/desk";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";
import { createSessionAction, settleAttemptAction } from "./actions";

export const metadata: Metadata = { title: "New link" };

export default async function NewLinkPage() {
  await requireStaff();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await loadDeskClinic()}
      attemptId={newAttemptId()}
    />
  );
}
