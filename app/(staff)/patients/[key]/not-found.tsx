import type { Metadata } from "next";
import { NotFoundNotice } from "@/components/ui/not-found-notice";

export const metadata: Metadata = { title: "Not found" };

/** Stands in the main part of the frame. */
export default function PatientNotFound() {
  return (
    <NotFoundNotice
      heading="We cannot find this patient"
      href="/sessions"
      next="Find the patient among the links"
    >
      The address may be old or mistyped. Nothing was changed.
    </NotFoundNotice>
  );
}
