"use server";

import { disconnectHospital } from "@/lib/server/sessions/way-out";
import { staffAction } from "@/lib/server/staff-action";
import { disconnectSchema } from "@/lib/sessions/way-out";

/** Ends the clinic's access to one hospital of a link. */
export const disconnectHospitalAction = staffAction(disconnectSchema, disconnectHospital, {
  toTheEnd: true,
});
