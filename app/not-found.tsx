import type { Metadata } from "next";
import { connection } from "next/server";
import { NotFoundNotice, WrongHostNotice } from "@/components/ui/not-found-notice";
import { wrongHost } from "@/lib/server/staff/own-host";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  // A page made at build time has no nonce, and the browser would refuse its scripts.
  await connection();
  const wrong = await wrongHost();
  return (
    <main className="px-4 py-6">
      {wrong ? (
        <WrongHostNotice {...wrong} />
      ) : (
        <NotFoundNotice heading="There is no such page" href="/" next="Make a new link">
          The address may be cut off or mistyped. Nothing was changed.
        </NotFoundNotice>
      )}
    </main>
  );
}
