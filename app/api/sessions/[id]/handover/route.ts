import * as z from "zod/mini";
import { listHandovers } from "@/lib/server/audit/loaders";
import { audit } from "@/lib/server/audit/service";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { readHandovers, recordHandover } from "@/lib/server/sessions/handover";
import { staffRoute } from "@/lib/server/staff-route";
import { handoverSchema } from "@/lib/sessions/handover";

const ofLink = { id: z.string() };

/** How a link was handed over until now: ways and times only. */
export const GET = staffRoute(z.object(ofLink), async (ctx, { id }) =>
  readHandovers(id, {
    ...(await deskServices()),
    listHandovers: (link) => listHandovers(ctx, link),
  }),
);

/** A link was handed over at the desk: how is written down, nothing else. */
export const POST = staffRoute(
  z.extend(handoverSchema, ofLink),
  async (_ctx, { id, what }, { staff }) =>
    recordHandover(id, what, staff, { ...(await deskServices()), audit }),
);
