import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { env } from "@/lib/server/env";
import { loadCard } from "@/lib/server/sessions/loaders";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";

export const metadata: Metadata = { title: "Link" };

export default async function LinkPage({ params }: PageProps<"/sessions/[id]">) {
  await requireStaff();
  const card = await loadCard((await params).id);
  if (!card) notFound();
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={env().clinic}
      attemptId={newAttemptId()}
      initialCard={card}
    />
  );
}
