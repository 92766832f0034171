import "server-only";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
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
  const { name, role } = input;
  return acted("staff-invited", by, services, async (tx) => {
    const same = await tx
      .selectFrom("staff")
      .select("id")
      .where("email", "=", email)
      .executeTakeFirst();
    if (same) return refusal("already-staff");
    return ok(await makeAddress(tx, { kind: "invitation", email, name, role }, services));
  });
}

/** Takes an invitation back. */
export async function withdrawInvitation(
  id: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const withdrawn = await act(
    byStaff(by, services),
    (was: boolean) => (was ? { action: "invitation-withdrawn", outcome: "ok", subject: id } : null),
    async (tx) => {
      const row = await tx
        .deleteFrom("one_time_addresses")
        .where("id", "=", id)
        .where("kind", "=", "invitation")
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  );
  return withdrawn ? ok(null) : refusal("staff-not-found");
}

/** Makes an address with which a colleague gives themselves a new password; nothing changes before. */
export async function makeNewPasswordAddress(
  staffId: string,
  by: Staff,
  services: StaffServices,
): Promise<ActionResult<AddressToCopy>> {
  if (!services.ways.password) return refusal("staff-not-found");
  return acted("password-reset", by, services, async (tx) => {
    const staff = await tx
      .selectFrom("staff")
      .select(["id", "email", "name"])
      .where("id", "=", staffId)
      .where("deactivatedAt", "is", null)
      .where("isDemo", "=", 0)
      .executeTakeFirst();
    if (!staff) return refusal("staff-not-found");
    const { email, name } = staff;
    const purpose = { kind: "new-password", email, name, staff_id: staffId } as const;
    return ok({ ...(await makeAddress(tx, purpose, services)), id: staffId });
  });
}

type Made = Awaited<ReturnType<typeof makeAddress>>;

/** Makes an address, with a line about `id`; what is refused changes nothing and has none. */
async function acted(
  action: "staff-invited" | "password-reset",
  by: Staff,
  services: StaffServices,
  work: (tx: Tx) => Promise<Result<Made, AppError>>,
): Promise<ActionResult<AddressToCopy>> {
  const told = (made: Result<Made, AppError>) =>
    made.ok ? { action, outcome: "ok", subject: made.value.id } : null;
  const made = await act(byStaff(by, services), told, work);
  if (!made.ok) return made;
  const { address, expiresAt } = made.value;
  return ok({ address, expiresAt });
}
