"use client";

import { fieldId } from "@/components/ui/action-form";
import { CheckField } from "@/components/ui/field";
import { clinicLabels } from "@/lib/settings/labels";
import { type ClinicFieldsProps, ClinicTextField } from "./clinic-field";

/** How the desk works, and how it keeps what it knows of patients. */
export function DeskFields({ state, fixed }: ClinicFieldsProps) {
  return (
    <>
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="readBackLine"
        optional
        hint="Staff read this out, so that the right person gets the link. Empty: nothing is shown."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="retentionDays"
        isNumber
        hint="Older links and what they hold of patients are removed. From 1 to 3650."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="veilAfterSeconds"
        isNumber
        hint="When nobody touches it. From 15 to 900."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="signOutAfterMinutes"
        isNumber
        hint="When nobody touches the PC. From 1 to 60."
      />
      <CheckField
        id={fieldId(state, "secondFactorRequired")}
        label={clinicLabels.secondFactorRequired}
        hint="A code from an app or a passkey, beside the password."
        {...state.form.register("secondFactorRequired")}
      />
    </>
  );
}
