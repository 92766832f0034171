import "server-only";
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Tx } from "@/lib/server/act";
import { latestEnd } from "@/lib/server/clock";
import type { Ctx } from "@/lib/server/context";
import type { Tables } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import { newToken, tokenHash } from "@/lib/server/token";
import type { AddressToCopy } from "@/lib/staff/actions";

export type AddressRow = Selectable<Tables["one_time_addresses"]>;

/** What it is for and, where there can be several of the kind, for whom. */
export type AddressPurpose = Pick<AddressRow, "kind"> &
  Partial<Pick<AddressRow, "email" | "name" | "role" | "staff_id">>;

const hour = 60 * 60;
const secondsValid = {
  "first-administrator": hour,
  demo: 12 * hour,
  invitation: 72 * hour,
  "new-password": 24 * hour,
} satisfies Record<AddressRow["kind"], number>;

/**
 * Makes an address that works once. The token stands behind the #, which browsers send to nobody;
 * here only its hash is kept. An older address for the same purpose works no more.
 */
export async function makeAddress(
  tx: Tx,
  { env, now }: Pick<Ctx, "env" | "now">,
  purpose: AddressPurpose,
): Promise<AddressToCopy & { id: string }> {
  const { kind, email = null, name = null, role = null, staff_id = null } = purpose;
  const token = newToken();
  const expiresAt = new Date(now().getTime() + secondsValid[kind] * 1000).toISOString();
  const id = randomUUID();
  await tx
    .deleteFrom("one_time_addresses")
    .where("kind", "=", kind)
    .where("email", email === null ? "is" : "=", email)
    .where("staff_id", staff_id === null ? "is" : "=", staff_id)
    .execute();
  await tx
    .insertInto("one_time_addresses")
    .values({
      id,
      token_hash: tokenHash(token),
      kind,
      email,
      name,
      role,
      staff_id,
      expires_at: expiresAt,
    })
    .execute();
  return { id, address: `${env.appUrl}/setup#${token}`, expiresAt };
}

export async function findAddress({ db, now }: Ctx, token: string) {
  const row = await db
    .selectFrom("one_time_addresses")
    .selectAll()
    .where("token_hash", "=", tokenHash(token))
    .where("expires_at", ">", now().toISOString())
    .executeTakeFirst();
  return row && row.expires_at <= latestEnd(secondsValid[row.kind] * 1000, now()) ? row : undefined;
}

/** Uses it up. Of two who come at once one gets it. @returns whether it was still there */
export async function consumeAddress(tx: Tx, id: string, now: Date): Promise<boolean> {
  const used = await tx
    .deleteFrom("one_time_addresses")
    .where("id", "=", id)
    .where("expires_at", ">", now.toISOString())
    .returning("id")
    .executeTakeFirst();
  return used !== undefined;
}

export async function removeOldAddresses({ db, now }: Ctx): Promise<void> {
  await unaudited(db)
    .deleteFrom("one_time_addresses")
    .where("expires_at", "<", now().toISOString())
    .execute();
}
