import type { Metadata } from "next";
import { Desk } from "@/components/sessions/desk";
import { clinicSettings } from "@/lib/server/settings/service";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";
import { createSessionAction, settleAttemptAction } from "./actions";

export const metadata: Metadata = { title: "New link" };

export default async function NewLinkPage() {
  await requireStaff();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await clinicSettings()}
      attemptId={newAttemptId()}
    />
  );
}
