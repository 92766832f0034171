import type { ActionResult } from "@/lib/sessions/actions";
import type { Proof } from "@/lib/staff/proof";
import type { ClinicField, ClinicSettings } from "./clinic";
import type { CheckedConnection } from "./connection";

/** What was saved, and the settings as they are now: others may have saved too. */
export type SavedClinic = { saved: ClinicField[]; settings: ClinicSettings };

/** The server actions that the settings page is given. Their input is checked again on the server. */
export type SaveClinicSettings = (
  changes: unknown,
  proof?: Proof,
) => Promise<ActionResult<SavedClinic>>;
export type CheckConnection = () => Promise<ActionResult<CheckedConnection>>;
