import * as z from "zod/mini";
import { readHandovers, recordHandover } from "@/lib/server/sessions/hand-over";
import { staffRoute } from "@/lib/server/staff-route";
import { handoverSchema } from "@/lib/sessions/handover";

const ofLink = { id: z.string() };

/** How a link was handed over until now: ways and times only. */
export const GET = staffRoute(z.object(ofLink), readHandovers);

/** A link was handed over at the desk: how is written down, nothing else. */
export const POST = staffRoute(z.extend(handoverSchema, ofLink), recordHandover);
