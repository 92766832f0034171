import "server-only";
import type { ActionResult } from "@/lib/sessions/actions";
import type { AddressToCopy } from "@/lib/staff/actions";
import type { Proof } from "@/lib/staff/proof";
import type { StaffRole } from "@/lib/staff/staff";
import { stopSecondFactor } from "./account";
import type { Browser } from "./browser";
import type { Staff } from "./guard";
import { inviteStaff, makeNewPasswordAddress } from "./invite";
import { strongly } from "./proof";
import { changeRole, reactivateStaff } from "./service";
import type { StaffServices } from "./staff-services";

/** Who asks, at which browser, and what they have shown anew. */
export type Shown = { staff: Staff; browser: Browser; proof: Proof | undefined };

/** As `inviteStaff`. An administrator's invitation could bring back whoever found an unlocked PC. */
export async function inviteWithProof(
  input: { email: string; name: string; role: StaffRole },
  shown: Shown,
  services: StaffServices,
): Promise<ActionResult<AddressToCopy>> {
  const invite = () => inviteStaff(input, shown.staff, services);
  if (input.role !== "administrator") return invite();
  const act = { what: "invite-administrator", about: `${input.email} ${input.name}` } as const;
  return strongly(act, shown.proof, shown, services, invite);
}

/** As `changeRole`. */
export async function changeRoleWithProof(
  { staffId, role }: { staffId: string; role: StaffRole },
  shown: Shown,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const change = () => changeRole(staffId, role, shown.staff, services);
  if (role !== "administrator") return change();
  const act = { what: "make-administrator", about: staffId } as const;
  return strongly(act, shown.proof, shown, services, change);
}

/** As `reactivateStaff`: who comes back may be an administrator. */
export async function reactivateWithProof(
  staffId: string,
  shown: Shown,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const reactivate = () => reactivateStaff(staffId, shown.staff, services);
  const row = await services.db
    .selectFrom("staff")
    .select("role")
    .where("id", "=", staffId)
    .executeTakeFirst();
  if (row?.role !== "administrator") return reactivate();
  const act = { what: "reactivate-administrator", about: staffId } as const;
  return strongly(act, shown.proof, shown, services, reactivate);
}

/** As `makeNewPasswordAddress`: it opens the account of whoever is meant. */
export async function makeNewPasswordWithProof(
  staffId: string,
  shown: Shown,
  services: StaffServices,
): Promise<ActionResult<AddressToCopy>> {
  const act = { what: "make-new-password-address", about: staffId } as const;
  return strongly(act, shown.proof, shown, services, () =>
    makeNewPasswordAddress(staffId, shown.staff, services),
  );
}

/** As `stopSecondFactor`. */
export async function stopSecondFactorWithProof(
  shown: Shown,
  services: StaffServices,
): Promise<ActionResult<null>> {
  const act = { what: "stop-second-factor", about: shown.staff.id } as const;
  return strongly(act, shown.proof, shown, services, () => stopSecondFactor(shown.staff, services));
}

/** Saves what is set for the clinic; that it asks for no second factor any more is a strong act. */
export async function saveWithProof<T>(
  changes: { secondFactorRequired?: boolean | undefined },
  shown: Shown,
  services: StaffServices,
  save: () => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const { secondFactorRequired } = await services.clinic();
  if (changes.secondFactorRequired !== false || !secondFactorRequired) return save();
  const act = { what: "stop-requiring-second-factor", about: JSON.stringify(changes) } as const;
  return strongly(act, shown.proof, shown, services, save);
}
