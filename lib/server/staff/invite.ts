import "server-only";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import type { Ctx, StaffActor, StaffFrom } from "@/lib/server/context";
import type { ActionResult } from "@/lib/sessions/actions";
import type { AddressToCopy } from "@/lib/staff/actions";
import type { StaffRole } from "@/lib/staff/staff";
import { refusal } from "./failures";
import { findActive, findIdByEmail, tidyEmail } from "./members";
import { makeAddress } from "./one-time-addresses";
import { type StrongAct, strongly } from "./proof";

/**
 * Makes an address for one person to become staff with. An earlier one for them works no more. An
 * administrator's could bring back whoever found an unlocked PC, so that is a strong act.
 */
export async function inviteStaff(
  ctx: Ctx<StaffActor>,
  { email: typed, name, role }: { email: string; name: string; role: StaffRole },
  from: StaffFrom,
): Promise<ActionResult<AddressToCopy>> {
  const email = tidyEmail(typed);
  const strong: StrongAct | null =
    role === "administrator" ? { what: "invite-administrator", about: `${email} ${name}` } : null;
  return strongly(ctx, strong, from, () =>
    makeAudited(ctx, "staff-invited", async (tx) => {
      if (await findIdByEmail(tx, email)) return refusal("already-staff");
      return ok(await makeAddress(tx, ctx, { kind: "invitation", email, name, role }));
    }),
  );
}

/** Takes an invitation back. */
export async function withdrawInvitation(
  ctx: Ctx<StaffActor>,
  id: string,
): Promise<ActionResult<null>> {
  const withdrawn = await act(
    ctx,
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

/**
 * Makes an address with which a colleague gives themselves a new password; nothing changes before.
 * It opens the account of whoever is meant: a strong act.
 */
export async function makeNewPasswordAddress(
  ctx: Ctx<StaffActor>,
  staffId: string,
  from: StaffFrom,
): Promise<ActionResult<AddressToCopy>> {
  const strong = { what: "make-new-password-address", about: staffId } as const;
  return strongly(ctx, strong, from, async () => {
    if (!ctx.env.signIn.password) return refusal("staff-not-found");
    return makeAudited(ctx, "password-reset", async (tx) => {
      const staff = await findActive(tx, { id: staffId });
      if (!staff || staff.isDemo) return refusal("staff-not-found");
      const { email, name } = staff;
      const purpose = { kind: "new-password", email, name, staff_id: staffId } as const;
      return ok({ ...(await makeAddress(tx, ctx, purpose)), id: staffId });
    });
  });
}

type Made = Awaited<ReturnType<typeof makeAddress>>;

/** Makes an address, with a line about its `id`; what is refused changes nothing and has none. */
async function makeAudited(
  ctx: Ctx<StaffActor>,
  action: "staff-invited" | "password-reset",
  work: (tx: Tx) => Promise<Result<Made, AppError>>,
): Promise<ActionResult<AddressToCopy>> {
  const told = (made: Result<Made, AppError>) =>
    made.ok ? { action, outcome: "ok", subject: made.value.id } : null;
  const made = await act(ctx, told, work);
  if (!made.ok) return made;
  const { address, expiresAt } = made.value;
  return ok({ address, expiresAt });
}
