import "server-only";
import { parseJson } from "@/lib/json";
import type { Tx } from "@/lib/server/act";
import type { Database } from "@/lib/server/db/schema";
import {
  type ClinicField,
  type ClinicSettings,
  clinicFields,
  defaultSettings,
} from "@/lib/settings/clinic";
import { clinicSchema } from "@/lib/settings/schema";

/** The only SQL for settings: one row a field that was ever set. */

/** A field that is `undefined` is not touched. */
export type Changes = { [Field in ClinicField]?: ClinicSettings[Field] | undefined };

/** What was saved, with the defaults for what was not. A value that no longer passes is not one. */
export async function readSaved(db: Database): Promise<ClinicSettings> {
  const rows = await db.selectFrom("settings").select(["key", "value"]).execute();
  const saved = new Map(rows.map(({ key, value }) => [key, parseJson(value)]));
  const usable = clinicFields
    .filter((field) => clinicSchema.shape[field].safeParse(saved.get(field)).success)
    .map((field) => [field, saved.get(field)]);
  return clinicSchema.parse({ ...defaultSettings, ...Object.fromEntries(usable) });
}

/** Writes these fields and no other. @returns those that are different now */
export async function saveChanges(
  tx: Tx,
  changes: Changes,
  { staffId, now }: { staffId: string; now: Date },
): Promise<ClinicField[]> {
  const rows = toRows(changes, staffId, now);
  if (rows.length === 0) return [];
  const written = await tx
    .insertInto("settings")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet(({ ref }) => ({
          value: ref("excluded.value"),
          updated_at: ref("excluded.updated_at"),
          updated_by: ref("excluded.updated_by"),
        }))
        .whereRef("settings.value", "!=", "excluded.value"),
    )
    .returning("key")
    .execute();
  return clinicFields.filter((field) => written.some(({ key }) => key === field));
}

/** As `saveChanges`, from the environment and for an empty table only. */
export async function seed(tx: Tx, changes: Changes, now: Date): Promise<ClinicField[]> {
  const rows = toRows(changes, null, now);
  const first = await tx.selectFrom("settings").select("key").limit(1).executeTakeFirst();
  if (first || rows.length === 0) return [];
  await tx
    .insertInto("settings")
    .values(rows)
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return rows.map(({ key }) => key);
}

function toRows(changes: Changes, staffId: string | null, now: Date) {
  return (
    clinicFields
      .filter((field) => changes[field] !== undefined)
      // Always in one order: two that save at the same moment never wait for each other in a ring.
      .map((field) => ({
        key: field,
        value: JSON.stringify(changes[field]),
        updated_at: now.toISOString(),
        updated_by: staffId,
      }))
  );
}
