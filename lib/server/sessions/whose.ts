import "server-only";
import { z } from "zod";
import { type Whose, whoseAnswers } from "@/lib/patients/whose";
import { database } from "@/lib/server/db/client";
import type { Database, SessionRow } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";

const purpose = "whose-records";

const whoseSchema = z.enum(whoseAnswers);

/** What the patient of a link answers; the first answer stays. */
export type RecordWhose = (id: string, whose: Whose) => Promise<void>;

export function createRecordWhose(db: Database, vault: Vault): RecordWhose {
  return async (id, whose) => {
    await db
      .updateTable("sessions")
      .set({ whose: vault.seal(purpose, id, whose) })
      .where("id", "=", id)
      .where("whose", "is", null)
      .execute();
  };
}

/** That of this process. */
export const recordWhose: RecordWhose = async (id, whose) =>
  createRecordWhose(await database(), vault())(id, whose);

/** Null: nobody has answered, or was asked. */
export function openWhose(vault: Vault, { id, whose }: Pick<SessionRow, "id" | "whose">) {
  return whose === null ? null : vault.open(purpose, id, whose, whoseSchema);
}
