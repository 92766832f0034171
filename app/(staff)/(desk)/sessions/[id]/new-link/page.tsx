import { notFound } from "next/navigation";
import { FilledIn } from "@/components/sessions/desk-pages";
import { staffCtx } from "@/lib/server/desk";
import { loadCard } from "@/lib/server/sessions/card";
import { requireStaff } from "@/lib/server/staff/guard";
import { detailsForNext } from "@/lib/sessions/follow-up";

/**
 * The form filled in as it was for this link, or for the one hospital that the address names, or
 * without those that it names; nothing is made before somebody looks.
 */
export default async function NewLinkAgainPage({
  params,
  searchParams,
}: PageProps<"/sessions/[id]/new-link">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const card = await loadCard(ctx, (await params).id);
  if (!card) notFound();
  return <FilledIn details={detailsForNext(card.details, await searchParams)} />;
}
