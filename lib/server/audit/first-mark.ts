import "server-only";
import { act } from "@/lib/server/act";
import type { ActingBy, Ctx } from "@/lib/server/context";
import { readLast, readMark, writeMark } from "@/lib/server/trail/append";
import { markDue, readEnd } from "@/lib/server/trail/chain";
import { readNote } from "./store";

/**
 * Gives a trail from before there were first marks the one it lacks, and says so in the trail itself
 * and in the log: what was done to it before that, its mark cannot tell.
 */
export async function adoptTrail(ctx: ActingBy & Pick<Ctx, "log">): Promise<void> {
  const adopted = await act(
    ctx,
    (seq: number | null) =>
      seq === null ? null : { action: "trail-adopted", outcome: "ok", subject: String(seq) },
    async (tx) => {
      const mark = await readMark(tx);
      const last = await readLast(tx);
      // Where there is no row there is nothing to adopt: the first one brings the mark.
      if (last.seq === 0 || (mark !== null && mark !== markDue)) return null;
      await writeMark(tx, ctx.vault, { ...last, at: ctx.now().toISOString() });
      return last.seq;
    },
  );
  if (adopted !== null) ctx.log.warn({ event: "audit_adopted", seq: adopted });
}

/** Tells the log how far the trail goes, so that a copy of that is kept elsewhere. */
export async function logTrailEnd({ db, vault, log }: Pick<Ctx, "db" | "vault" | "log">) {
  const note = await readNote(db);
  const end = note === null ? null : readEnd(vault, note);
  if (end) log.info({ event: "audit_end", seq: end.seq, hash: end.hash });
  else log.error({ event: "audit_end", code: note ? "changed" : "missing" });
}
