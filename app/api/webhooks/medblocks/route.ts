import { systemCtx } from "@/lib/server/desk";
import { receiveEvent } from "@/lib/server/events/receive";
import { startWork } from "@/lib/server/events/work";

/** For Medblocks, which signs what it sends; nobody else gets anything here. */
export async function POST(request: Request): Promise<Response> {
  const ctx = await systemCtx("live-updates");
  return receiveEvent(ctx, request, () => startWork(ctx));
}
