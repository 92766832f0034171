"use client";

import { lazy, Suspense } from "react";
import { Controller } from "react-hook-form";
import { LifetimeField } from "@/components/sessions/lifetime-field";
import { errorAt, fieldId } from "@/components/ui/action-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { formatTimeLeft } from "@/lib/format";
import { clinicLabels } from "@/lib/settings/labels";
import { type ClinicFieldsProps, FixedField } from "./clinic-field";

/** The picker is much of this page's script and stands far down on it. */
const HospitalsField = lazy(async () => ({
  default: (await import("./hospitals-field")).HospitalsField,
}));

const modes = [
  { value: "suggest", label: "Suggest these" },
  { value: "only", label: "Only one hospital" },
] as const;

/** What each new link begins with. */
export function LinkFields({ state, fixed }: ClinicFieldsProps) {
  const { control } = state.form;
  return (
    <>
      <Controller
        control={control}
        name="mode"
        render={({ field }) => (
          <RadioGroup
            legend={clinicLabels.mode}
            hint="The desk can choose otherwise for each patient."
            choices={modes}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <Suspense>
        <HospitalsField state={state} fixed={fixed} />
      </Suspense>
      {fixed.linkLifetimeSeconds ? (
        <FixedField name="linkLifetimeSeconds" variable={fixed.linkLifetimeSeconds}>
          <p>{formatTimeLeft(state.form.getValues("linkLifetimeSeconds") * 1000)}</p>
        </FixedField>
      ) : (
        <Controller
          control={control}
          name="linkLifetimeSeconds"
          render={({ field }) => (
            <LifetimeField
              id={fieldId(state, "linkLifetimeSeconds")}
              value={field.value}
              onChange={field.onChange}
              error={errorAt(state, "linkLifetimeSeconds")}
            />
          )}
        />
      )}
    </>
  );
}
