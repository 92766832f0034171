"use client";

import { useState } from "react";
import { Controller, useWatch } from "react-hook-form";
import { fieldId } from "@/components/ui/action-form";
import { TextField } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { anyId, exampleId, type IdRules, isUsualId } from "@/lib/sessions/id-rules";
import { readPatientId } from "@/lib/sessions/patient-id";
import { clinicLabels } from "@/lib/settings/labels";
import { type ClinicFieldsProps, ClinicTextField } from "./clinic-field";

const questions = {
  idCase: [
    { value: "ask", label: "Ask when two IDs differ only in them" },
    { value: "counts", label: "They make two patients" },
    { value: "off", label: "Read every ID in capitals" },
  ],
  idZeros: [
    { value: "ask", label: "Ask when two IDs differ only in them" },
    { value: "counts", label: "They make two patients" },
    { value: "off", label: "Leave them out" },
  ],
} as const;

/** What the clinic's patient IDs look like, and a place to try a scan. */
export function IdFields({ state, fixed }: ClinicFieldsProps) {
  return (
    <>
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="idPattern"
        optional
        hint="# is a digit, ? a letter, * either, and + after one means one or more: MRN-######. Several with commas. The desk is asked before any other ID is sent."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="idPrefixes"
        optional
        hint="What labels or scanners put there, with commas: PID:, *"
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="idSuffixes"
        optional
        hint="In the same way."
      />
      {(["idCase", "idZeros"] as const).map((name) => (
        <Controller
          key={name}
          control={state.form.control}
          name={name}
          render={({ field }) => (
            <RadioGroup
              legend={clinicLabels[name]}
              choices={questions[name]}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
      ))}
      <TryScan state={state} />
    </>
  );
}

/** Nothing of it is kept or sent. */
function TryScan({ state }: Pick<ClinicFieldsProps, "state">) {
  const rules = useWatch({ control: state.form.control });
  const [text, setText] = useState("");
  const id = `${fieldId(state, "idPattern")}-try`;
  return (
    <div className="grid gap-2" data-scans="own">
      <TextField
        id={id}
        label="Try a scan"
        optional
        hint="With what is set above. It is not kept."
        className="font-mono"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // A scanner ends with Enter, which would save the settings.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      <p role="status" className="wrap-anywhere">
        {text !== "" && verdictOn(text, { ...anyId, ...rules })}
      </p>
    </div>
  );
}

function verdictOn(text: string, rules: IdRules): string {
  const read = readPatientId(text, rules);
  if (!read.ok) return read.error;
  if (isUsualId(read.value, rules)) return `Read as ${read.value}.`;
  return `Read as ${read.value}. The desk is asked first: your IDs look like ${exampleId(rules)}.`;
}
