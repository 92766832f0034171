import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { loadDeskClinic, staffCtx } from "@/lib/server/desk";
import { viewCard } from "@/lib/server/sessions/card";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";

export const metadata: Metadata = { title: "Link" };

export default async function LinkPage({ params }: PageProps<"/sessions/[id]">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const card = await viewCard(ctx, (await params).id);
  if (!card) notFound();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={await loadDeskClinic()}
      attemptId={newAttemptId()}
      initialCard={card}
    />
  );
}
