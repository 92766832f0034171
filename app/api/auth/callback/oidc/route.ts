import { visitorCtx } from "@/lib/server/desk";
import { visitorFromElsewhere } from "@/lib/server/staff/guard";
import { finishSingleSignOn } from "@/lib/server/staff/single-sign-on";

/** Where the provider of single sign-on sends the browser back to; its state says whether it may. */
export async function GET(request: Request) {
  const visitor = await visitorFromElsewhere();
  const ctx = await visitorCtx();
  if (!visitor.ok || !ctx.env.signIn.singleSignOn) return new Response(null, { status: 404 });

  const path = await finishSingleSignOn(ctx, new URL(request.url).search, visitor.value);
  return new Response(null, {
    status: 303,
    headers: { Location: path, "Cache-Control": "no-store" },
  });
}
