import { createVault } from "@/lib/server/db/seal";
import { type NewPlace, openUntilEnd } from "@/test/db/test-database";
import { type TestStore, writableStore } from "@/test/sessions/writable-store";
import { now, sampleDetails, sampleSecret } from "./sample-session";

export async function newStore(newPlace: NewPlace): Promise<TestStore> {
  return writableStore({
    db: await openUntilEnd(await newPlace()),
    vault: createVault(sampleSecret),
  });
}

/** @returns the new row's id */
export async function claim(
  store: TestStore,
  attemptId: string,
  { tag = "Blue 7", at = now, details = sampleDetails() } = {},
): Promise<string> {
  const claimed = await store.claimAttempt({
    attemptId,
    details,
    tag,
    staffId: "staff-1",
    now: at,
  });
  if (!claimed.claimed) throw new Error("This attempt was claimed before.");
  return claimed.id;
}
