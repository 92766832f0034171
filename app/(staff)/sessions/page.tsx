import type { Metadata } from "next";
import { Worklist } from "@/components/sessions/worklist";
import { requireStaff } from "@/lib/server/staff/guard";
import { finishFollowUpAction, reopenFollowUpAction } from "./actions";

export const metadata: Metadata = { title: "Links" };

export default async function LinksPage({ searchParams }: PageProps<"/sessions">) {
  await requireStaff();
  const { show } = await searchParams;
  const firstShow = show === "help" ? "help" : "today";
  return (
    <Worklist
      // Begins afresh at each visit: a link in the header may lead to the address that is open already.
      key={crypto.randomUUID()}
      firstShow={firstShow}
      followUp={{ finish: finishFollowUpAction, reopen: reopenFollowUpAction }}
    />
  );
}
