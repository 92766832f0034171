import type { ReactNode } from "react";
import { cardClass } from "@/components/ui/section";
import { clinicSettings } from "@/lib/server/desk";
import { requireOwnHost } from "@/lib/server/staff/own-host";

/** Made when it is asked for; the build knows no clinic. */
export const dynamic = "force-dynamic";

/** For who is not signed in yet: a card, and no way to anything else. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  await requireOwnHost();
  const { name } = await clinicSettings();
  return (
    <main className="mx-auto grid max-w-md grid-cols-1 gap-4 px-4 py-8 sm:py-16">
      <p className="font-semibold wrap-anywhere">
        <bdi translate="no">{name}</bdi>
      </p>
      <div className={`grid grid-cols-1 gap-5 ${cardClass}`}>{children}</div>
    </main>
  );
}
