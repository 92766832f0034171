import { receiveEvent } from "@/lib/server/live-updates/receive";
import { eventServices } from "@/lib/server/live-updates/services";
import { startWork } from "@/lib/server/live-updates/work";

/** For Medblocks, which signs what it sends; nobody else gets anything here. */
export async function POST(request: Request): Promise<Response> {
  return receiveEvent(request, await eventServices(), startWork);
}
