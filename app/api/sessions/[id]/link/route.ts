import * as z from "zod/mini";
import { audit } from "@/lib/server/audit/service";
import { linkToCopy } from "@/lib/server/sessions/copy-link";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { staffRoute } from "@/lib/server/staff-route";

/** The hosted link of one row, at the press of Copy: a list holds no links. */
export const POST = staffRoute(z.object({ id: z.string() }), async (_ctx, { id }, { staff }) =>
  linkToCopy(id, staff, { ...(await deskServices()), audit }),
);
