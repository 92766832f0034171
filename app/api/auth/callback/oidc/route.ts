import { visitorFromElsewhere } from "@/lib/server/staff/guard";
import { finishSingleSignOn } from "@/lib/server/staff/single-sign-on";
import { staffServices } from "@/lib/server/staff/staff-services";

/** Where the provider of single sign-on sends the browser back to; its state says whether it may. */
export async function GET(request: Request) {
  const visitor = await visitorFromElsewhere();
  if (!visitor.ok) return new Response(null, { status: 404 });

  const services = await staffServices();
  if (!services.ways.singleSignOn) return new Response(null, { status: 404 });

  const path = await finishSingleSignOn(request, visitor.value, services);
  return new Response(null, {
    status: 303,
    headers: { Location: path, "Cache-Control": "no-store" },
  });
}
