import type { Metadata } from "next";
import { Desk } from "@/components/sessions/desk";
import { env } from "@/lib/server/env";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";
import { createSessionAction, settleAttemptAction } from "./actions";

export const metadata: Metadata = { title: "New link" };

export default async function NewLinkPage() {
  await requireStaff();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={env().clinic}
      attemptId={newAttemptId()}
    />
  );
}
