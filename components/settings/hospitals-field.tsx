"use client";

import { Controller } from "react-hook-form";
import { FixedSources, SourceOrder } from "@/components/sources/source-order";
import { SourcePicker } from "@/components/sources/source-picker";
import { errorAt, fieldId } from "@/components/ui/action-form";
import { FieldGroup } from "@/components/ui/field";
import { limits } from "@/lib/sessions/limits";
import { clinicLabels } from "@/lib/settings/labels";
import { type ClinicFieldsProps, FixedField } from "./clinic-field";

/** Which hospitals are suggested, in order. */
export function HospitalsField({ state, fixed }: ClinicFieldsProps) {
  const variable = fixed.suggestedSourceIds;
  if (variable) {
    return (
      <FixedField name="suggestedSourceIds" variable={variable}>
        <FixedSources
          sourceIds={state.form.getValues("suggestedSourceIds")}
          whereToRemove={`Remove it from ${variable}.`}
        />
      </FixedField>
    );
  }
  return (
    <FieldGroup
      legend={clinicLabels.suggestedSourceIds}
      hint="Patients see them first, in this order. With “Only one hospital” and one in this list, that one is filled in."
    >
      <Controller
        control={state.form.control}
        name="suggestedSourceIds"
        render={({ field }) => (
          <SourcePicker
            id={fieldId(state, "suggestedSourceIds")}
            label="Add a hospital"
            value={field.value}
            onChange={field.onChange}
            max={limits.suggestedSources}
            chosenAs={SourceOrder}
            error={errorAt(state, "suggestedSourceIds")}
          />
        )}
      />
    </FieldGroup>
  );
}
