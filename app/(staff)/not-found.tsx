import type { Metadata } from "next";
import { NotFoundNotice, WrongHostNotice } from "@/components/ui/not-found-notice";
import { wrongHost } from "@/lib/server/staff/own-host";

export const metadata: Metadata = { title: "Not found" };

/** Stands in the main part of the frame. */
export default async function LinkNotFound() {
  const wrong = await wrongHost();
  if (wrong) return <WrongHostNotice {...wrong} />;
  return (
    <NotFoundNotice heading="We cannot find this link" href="/" next="Make a new link">
      It may be old or from another clinic. Nothing was changed.
    </NotFoundNotice>
  );
}
