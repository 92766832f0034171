import "server-only";
import { ok } from "@/lib/result";
import type { ActionResult } from "@/lib/sessions/actions";
import type { AddressToCopy } from "@/lib/staff/actions";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./answer";
import { tidyEmail } from "./email";
import type { Staff } from "./guard";
import { makeAddress } from "./one-time-addresses";
import type { StaffServices } from "./staff-services";

/** Makes an address for one person to become staff with. An earlier one for them works no more. */
export async function inviteStaff(
  input: { email: string; name: string; role: StaffRole },
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<AddressToCopy>> {
  const email = tidyEmail(input.email);
  const same = await services.db
    .selectFrom("staff")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirst();
  if (same) return refusal("already-staff");

  const { name, role } = input;
  const made = await makeAddress({ kind: "invitation", email, name, role }, services);
  await services.audit({ action: "staff-invited", outcome: "ok", staff: by, subject: made.id });
  return ok({ address: made.address, expiresAt: made.expiresAt });
}

/** Takes an invitation back. */
export async function withdrawInvitation(
  id: string,
  by: Staff,
  { db, audit }: StaffServices,
): Promise<ActionResult<null>> {
  const row = await db
    .deleteFrom("one_time_addresses")
    .where("id", "=", id)
    .where("kind", "=", "invitation")
    .returning("id")
    .executeTakeFirst();
  if (!row) return refusal("staff-not-found");
  await audit({ action: "invitation-withdrawn", outcome: "ok", staff: by, subject: id });
  return ok(null);
}

/** Makes an address with which a colleague gives themselves a new password; nothing changes before. */
export async function makeNewPasswordAddress(
  staffId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<AddressToCopy>> {
  const staff = await services.db
    .selectFrom("staff")
    .select(["id", "email", "name"])
    .where("id", "=", staffId)
    .where("deactivatedAt", "is", null)
    .where("isDemo", "=", 0)
    .executeTakeFirst();
  if (!staff || !services.ways.password) return refusal("staff-not-found");

  const { email, name } = staff;
  const purpose = { kind: "new-password", email, name, staff_id: staffId } as const;
  const { address, expiresAt } = await makeAddress(purpose, services);
  await services.audit({ action: "password-reset", outcome: "ok", staff: by, subject: staffId });
  return ok({ address, expiresAt });
}
