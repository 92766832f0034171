import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { loadDeskClinic, staffCtx } from "@/lib/server/desk";
import { loadCard } from "@/lib/server/sessions/card";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";
import { detailsForNext } from "@/lib/sessions/follow-up";

export const metadata: Metadata = { title: "New link" };

/**
 * The desk with the form filled in as it was for this link, or for the one hospital that the address
 * names, or without those that it names; nothing is made before somebody looks.
 */
export default async function NewLinkAgainPage({
  params,
  searchParams,
}: PageProps<"/sessions/[id]/new-link">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const card = await loadCard(ctx, (await params).id);
  if (!card) notFound();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await loadDeskClinic()}
      attemptId={newAttemptId()}
      initialDetails={detailsForNext(card.details, await searchParams)}
    />
  );
}
