import "server-only";
import { act, type Deed } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { unaudited } from "@/lib/server/db/unaudited";

/** What strangers were refused; the audit trail has a line an hour for each, however many tries there were. */
export type Refused = "sign-in" | "second-factor" | "single-sign-on";

/** How many of an hour are told one by one: who comes from the provider has a reason to be read. */
const linesOfTheirOwn: Record<Refused, number> = {
  "sign-in": 0,
  "second-factor": 0,
  "single-sign-on": 30,
};

/** @param tries as `countRefusal` has counted */
export function hasLineOfItsOwn(what: Refused, tries: number): boolean {
  return tries <= linesOfTheirOwn[what];
}

/** Counts a refused try of nobody in particular. @returns how many there were in this hour */
export async function countRefusal({ db, now }: Ctx, what: Refused): Promise<number> {
  const { tries } = await unaudited(db)
    .insertInto("refused_tries")
    .values({ what, hour: hourOf(now()), tries: 1 })
    .onConflict((conflict) =>
      conflict.columns(["what", "hour"]).doUpdateSet((row) => ({
        tries: row("refused_tries.tries", "+", 1),
      })),
    )
    .returning("tries")
    .executeTakeFirstOrThrow();
  return tries;
}

/** Tells the audit trail of the hours that are over. */
export async function tellRefusals(ctx: Ctx): Promise<void> {
  const over = await ctx.db
    .selectFrom("refused_tries")
    .select(["what", "hour"])
    .where("hour", "<", hourOf(ctx.now()))
    .orderBy("hour")
    .execute();
  for (const { what, hour } of over) {
    // Of two servers that look at once, one takes it.
    await act(ctx, linesOf, (tx) =>
      tx
        .deleteFrom("refused_tries")
        .where("what", "=", what)
        .where("hour", "=", hour)
        .returning(["what", "tries"])
        .executeTakeFirst(),
    );
  }
}

function linesOf(taken: { what: Refused; tries: number } | undefined): Deed | null {
  if (!taken) return null;
  const tries = taken.tries - linesOfTheirOwn[taken.what];
  if (tries <= 0) return null;
  const subject = `${taken.what} ${tries}`;
  return { action: "tries-refused", outcome: "sign-in-refused", subject };
}

/** Such as `2026-04-25T14`. */
function hourOf(at: Date): string {
  return at.toISOString().slice(0, 13);
}
