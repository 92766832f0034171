import type { Metadata } from "next";
import { connection } from "next/server";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  // A page made at build time has no nonce, and the browser would refuse its scripts.
  await connection();
  return (
    <main className="mx-auto grid max-w-xl gap-4 px-4 py-16">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p>The address may be cut off or mistyped. Nothing was changed.</p>
      <p>
        <a
          href="/"
          className="inline-block py-1 font-semibold text-brand underline underline-offset-4"
        >
          Make a new link
        </a>
      </p>
    </main>
  );
}
