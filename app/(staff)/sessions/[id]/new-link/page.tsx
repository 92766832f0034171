import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { loadCard } from "@/lib/server/sessions/loaders";
import { clinicSettings } from "@/lib/server/settings/service";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";

export const metadata: Metadata = { title: "New link" };

/** The desk with the form filled in as it was for this link; nothing is made before somebody looks. */
export default async function NewLinkAgainPage({ params }: PageProps<"/sessions/[id]/new-link">) {
  await requireStaff();
  const card = await loadCard((await params).id);
  if (!card) notFound();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await clinicSettings()}
      attemptId={newAttemptId()}
      initialDetails={card.details}
    />
  );
}
