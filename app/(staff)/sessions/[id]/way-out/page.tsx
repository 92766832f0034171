import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { WayOutChoice, WayOutSteps } from "@/components/sessions/way-out";
import { FreshOnReturn } from "@/components/ui/fresh-on-return";
import type { Ctx } from "@/lib/server/context";
import { staffCtx } from "@/lib/server/desk";
import { loadCard } from "@/lib/server/sessions/card";
import { loadWayOut } from "@/lib/server/sessions/way-out";
import { requireStaff } from "@/lib/server/staff/guard";
import type { WrongThing } from "@/lib/sessions/way-out";
import { disconnectHospitalAction } from "./actions";

export const metadata: Metadata = { title: "Something is wrong" };

/** A way out, step by step, for a link that went to the wrong hospital or the wrong person. */
export default async function WayOutPage({
  params,
  searchParams,
}: PageProps<"/sessions/[id]/way-out">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const card = await loadCard(ctx, (await params).id);
  if (!card) notFound();
  const { what } = await searchParams;
  const wrong = what === "hospital" || what === "person" ? what : null;
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-6">
      <FreshOnReturn rendering={crypto.randomUUID()} />
      <WayOutChoice card={card} wrong={wrong} />
      {wrong && (
        <Suspense
          key={wrong}
          fallback={
            <p role="status" className="text-lg font-semibold">
              Asking Medblocks…
            </p>
          }
        >
          <Steps ctx={ctx} id={card.progress.id} wrong={wrong} />
        </Suspense>
      )}
    </div>
  );
}

async function Steps({ ctx, id, wrong }: { ctx: Ctx; id: string; wrong: WrongThing }) {
  const wayOut = await loadWayOut(ctx, id);
  if (!wayOut) notFound();
  return (
    <WayOutSteps
      id={id}
      wrong={wrong}
      progress={wayOut.progress}
      hospitals={wayOut.hospitals}
      disconnect={disconnectHospitalAction}
    />
  );
}
