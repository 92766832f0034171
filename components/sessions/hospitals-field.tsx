"use client";

import { Controller, useFormContext, useWatch } from "react-hook-form";
import { SourcePicker } from "@/components/sources/source-picker";
import { RadioGroup } from "@/components/ui/radio-group";
import { limits } from "@/lib/sessions/limits";
import type { CreateSessionInput } from "@/lib/sessions/schema";

const modes = [
  { value: "suggest", label: "Suggest these.", hint: "The patient can pick others." },
  { value: "only", label: "Only this one." },
] as const;

type HospitalsFieldProps = { errorAt: (field: keyof CreateSessionInput) => string | undefined };

/** Which hospitals: some to suggest, in order, or exactly one. Each choice keeps its own list. */
export function HospitalsField({ errorAt }: HospitalsFieldProps) {
  const { control, setValue } = useFormContext<CreateSessionInput>();
  const mode = useWatch({ control, name: "mode" });
  return (
    <RadioGroup
      legend="Hospitals"
      choices={modes}
      value={mode}
      onChange={(mode) => setValue("mode", mode)}
    >
      {mode === "suggest" ? (
        <Controller
          key="suggest"
          control={control}
          name="suggestedSourceIds"
          render={({ field }) => (
            <SourcePicker
              id="suggestedSourceIds"
              label="Add a hospital"
              value={field.value}
              onChange={field.onChange}
              max={limits.suggestedSources}
              error={errorAt("suggestedSourceIds")}
            />
          )}
        />
      ) : (
        <Controller
          key="only"
          control={control}
          name="onlySourceId"
          render={({ field }) => (
            <SourcePicker
              id="onlySourceId"
              label="Choose the hospital"
              value={field.value ? [field.value] : []}
              onChange={(ids) => field.onChange(ids.at(-1) ?? "")}
              max={1}
              error={errorAt("onlySourceId")}
            />
          )}
        />
      )}
    </RadioGroup>
  );
}
