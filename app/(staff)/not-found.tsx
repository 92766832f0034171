import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

/** Stands in the main part of the frame. */
export default function LinkNotFound() {
  return (
    <div className="mx-auto grid max-w-xl gap-4 py-10">
      <h1 className="text-xl font-semibold">We cannot find this link</h1>
      <p>It may be old or from another clinic. Nothing was changed.</p>
      <p>
        <a
          href="/"
          className="inline-block py-1 font-semibold text-brand underline underline-offset-4"
        >
          Make a new link
        </a>
      </p>
    </div>
  );
}
