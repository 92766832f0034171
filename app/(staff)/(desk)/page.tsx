import { PlaceOfCode } from "@/components/sessions/desk-pages";
import { requireStaff } from "@/lib/server/staff/guard";

export default async function NewLinkPage() {
  await requireStaff();
  return <PlaceOfCode />;
}
