"use server";

import { deskServices } from "@/lib/server/sessions/desk-services";
import { disconnectHospital } from "@/lib/server/sessions/way-out";
import { staffAction } from "@/lib/server/staff-action";
import { disconnectSchema } from "@/lib/sessions/way-out";

/** Ends the clinic's access to one hospital of a link. */
export const disconnectHospitalAction = staffAction(
  disconnectSchema,
  async (_ctx, input, { staff }) => disconnectHospital(input, staff, await deskServices()),
  { toTheEnd: true },
);
