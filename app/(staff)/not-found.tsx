import type { Metadata } from "next";
import { NotFoundNotice } from "@/components/ui/not-found-notice";

export const metadata: Metadata = { title: "Not found" };

/** Stands in the main part of the frame. */
export default function LinkNotFound() {
  return (
    <NotFoundNotice heading="We cannot find this link" href="/" next="Make a new link">
      It may be old or from another clinic. Nothing was changed.
    </NotFoundNotice>
  );
}
