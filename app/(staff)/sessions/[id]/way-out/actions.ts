"use server";

import { parseInput } from "@/lib/server/parse-input";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { disconnectHospital } from "@/lib/server/sessions/way-out";
import { toTheEnd } from "@/lib/server/shut-down";
import { currentStaff } from "@/lib/server/staff/guard";
import type { ActionResult } from "@/lib/sessions/actions";
import { type DisconnectOutcome, disconnectSchema } from "@/lib/sessions/way-out";

/** Ends the clinic's access to one hospital of a link. */
export async function disconnectHospitalAction(
  input: unknown,
): Promise<ActionResult<DisconnectOutcome>> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(disconnectSchema, input);
  if (!parsed.ok) return parsed;

  return toTheEnd(async () => disconnectHospital(parsed.value, staff.value, await deskServices()));
}
