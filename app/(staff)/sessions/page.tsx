import type { Metadata } from "next";
import { Worklist } from "@/components/sessions/worklist";
import { requireStaff } from "@/lib/server/staff/guard";

export const metadata: Metadata = { title: "Links" };

export default async function LinksPage() {
  await requireStaff();
  return <Worklist />;
}
