import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { audit } from "@/lib/server/audit/service";
import { loadDeskClinic } from "@/lib/server/desk";
import { linkViewed } from "@/lib/server/sessions/audit-entries";
import { loadCard } from "@/lib/server/sessions/loaders";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";

export const metadata: Metadata = { title: "Link" };

export default async function LinkPage({ params }: PageProps<"/sessions/[id]">) {
  const staff = await requireStaff();
  const card = await loadCard((await params).id);
  if (!card) notFound();
  await audit(linkViewed(card, staff));
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await loadDeskClinic()}
      attemptId={newAttemptId()}
      initialCard={card}
    />
  );
}
