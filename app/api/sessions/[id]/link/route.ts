import * as z from "zod/mini";
import { linkToCopy } from "@/lib/server/sessions/hand-over";
import { staffRoute } from "@/lib/server/staff-route";

/** The hosted link of one row, at the press of Copy: a list holds no links. */
export const POST = staffRoute(z.object({ id: z.string() }), linkToCopy);
