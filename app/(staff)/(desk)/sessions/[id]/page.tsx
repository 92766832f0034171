import { notFound } from "next/navigation";
import { PageCard } from "@/components/sessions/desk-pages";
import { staffCtx } from "@/lib/server/desk";
import { viewCard } from "@/lib/server/sessions/card";
import { requireStaff } from "@/lib/server/staff/guard";

export default async function LinkPage({ params }: PageProps<"/sessions/[id]">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const card = await viewCard(ctx, (await params).id);
  if (!card) notFound();
  return <PageCard card={card} />;
}
