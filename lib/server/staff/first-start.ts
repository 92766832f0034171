import "server-only";
import { act } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { findActive, hasAdministrator, hasStaff, tidyEmail } from "./members";
import { type AddressPurpose, makeAddress } from "./one-time-addresses";

/**
 * The addresses to print at a start. While nobody is there: one to become the first administrator
 * and, where it is asked for, one to try the desk out with. Later only the one for a new password
 * that whoever runs the server asks for, so that the only administrator may forget theirs. Those
 * of an earlier start work no more.
 */
export async function firstStartLines(ctx: Ctx): Promise<string[]> {
  const { db } = ctx;
  const { demo, newPasswordFor, password } = ctx.env.signIn;
  const lines: string[] = [];
  if (!(await hasAdministrator(db))) {
    lines.push(`First administrator: ${await printed(ctx, { kind: "first-administrator" })}`);
  }
  if (demo && !(await hasStaff(db))) {
    lines.push(`Demo: ${await printed(ctx, { kind: "demo" })}`);
  }
  const staff = newPasswordFor && (await findActive(db, { email: tidyEmail(newPasswordFor) }));
  if (staff && !staff.isDemo && password) {
    const { id: staff_id, email, name } = staff;
    lines.push(
      `New password: ${await printed(ctx, { kind: "new-password", email, name, staff_id })}`,
    );
  }
  return lines;
}

/** Whoever runs the server reads it there; the trail tells that there was one. */
async function printed(ctx: Ctx, purpose: AddressPurpose): Promise<string> {
  const action = purpose.kind === "new-password" ? "password-reset" : "address-printed";
  const deed = { action, outcome: "ok", subject: purpose.staff_id ?? null } as const;
  const { address } = await act(ctx, deed, (tx) => makeAddress(tx, ctx, purpose));
  return address;
}
