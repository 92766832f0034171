import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

/** Stands in the main part of the frame. */
export default function PatientNotFound() {
  return (
    <div className="mx-auto grid max-w-xl gap-4 py-10">
      <h1 className="text-xl font-semibold">We cannot find this patient</h1>
      <p>The address may be old or mistyped. Nothing was changed.</p>
      <p>
        <a
          href="/sessions"
          className="inline-block py-1 font-semibold text-brand underline underline-offset-4"
        >
          Find the patient among the links
        </a>
      </p>
    </div>
  );
}
