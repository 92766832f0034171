import "server-only";
import { act } from "@/lib/server/act";
import { bySystem } from "@/lib/server/context";
import { tidyEmail } from "./email";
import { type AddressPurpose, makeAddress } from "./one-time-addresses";
import { hasAdministrator, hasStaff } from "./staff-lock";
import type { StaffServices } from "./staff-services";

/**
 * The addresses to print at a start. While nobody is there: one to become the first administrator
 * and, where it is asked for, one to try the desk out with. Later only the one for a new password
 * that whoever runs the server asks for, so that the only administrator may forget theirs. Those
 * of an earlier start work no more.
 */
export async function firstStartLines(services: StaffServices): Promise<string[]> {
  const { db, ways } = services;
  const lines: string[] = [];
  if (!(await hasAdministrator(db))) {
    const address = await printed({ kind: "first-administrator" }, services);
    lines.push(`First administrator: ${address}`);
  }
  if (ways.demo && !(await hasStaff(db))) {
    lines.push(`Demo: ${await printed({ kind: "demo" }, services)}`);
  }
  const staff = ways.newPasswordFor && (await findStaff(ways.newPasswordFor, services));
  if (staff && ways.password) {
    const { id: staff_id, ...who } = staff;
    const address = await printed({ kind: "new-password", ...who, staff_id }, services);
    lines.push(`New password: ${address}`);
  }
  return lines;
}

/** Whoever runs the server reads it there; the trail tells that there was one. */
async function printed(purpose: AddressPurpose, services: StaffServices): Promise<string> {
  const action = purpose.kind === "new-password" ? "password-reset" : "address-printed";
  const { address } = await act(
    bySystem("start", services),
    { action, outcome: "ok", subject: purpose.staff_id ?? null },
    (tx) => makeAddress(tx, purpose, services),
  );
  return address;
}

function findStaff(email: string, { db }: StaffServices) {
  return db
    .selectFrom("staff")
    .select(["id", "email", "name"])
    .where("email", "=", tidyEmail(email))
    .where("deactivatedAt", "is", null)
    .where("isDemo", "=", 0)
    .executeTakeFirst();
}
