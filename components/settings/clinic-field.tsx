"use client";

import type { ReactNode } from "react";
import { type ActionForm, errorAt, fieldId } from "@/components/ui/action-form";
import { TextField } from "@/components/ui/field";
import type { ClinicField, ClinicSettings } from "@/lib/settings/clinic";
import { clinicLabels } from "@/lib/settings/labels";

/** The fields that a variable of the server is in charge of, with its name. */
export type FixedFields = Partial<Record<ClinicField, string>>;

export type ClinicFieldsProps = { state: ActionForm<ClinicSettings>; fixed: FixedFields };

type ClinicTextFieldProps = ClinicFieldsProps & {
  name: ClinicField;
  hint?: ReactNode;
  optional?: boolean;
  isNumber?: boolean;
  type?: "tel" | "url";
};

/** One line of text or a number; for reading only when a variable is in charge. */
export function ClinicTextField(props: ClinicTextFieldProps) {
  const { state, fixed, name, hint, optional = false, isNumber = false, type } = props;
  const variable = fixed[name];
  return (
    <TextField
      id={fieldId(state, name)}
      label={clinicLabels[name]}
      optional={optional}
      hint={variable ? setBy(variable) : hint}
      error={errorAt(state, name)}
      readOnly={variable !== undefined}
      className={`read-only:border-dashed read-only:bg-sunken ${isNumber ? "max-w-28" : ""}`}
      inputMode={isNumber ? "numeric" : type}
      {...state.form.register(name, { valueAsNumber: isNumber })}
    />
  );
}

/** What is no text, for reading only. */
export function FixedField({
  name,
  variable,
  children,
}: {
  name: ClinicField;
  variable: string;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-2">
      <div>
        <p className="font-semibold">{clinicLabels[name]}</p>
        <p className="text-sm text-ink2">{setBy(variable)}</p>
      </div>
      {children}
    </div>
  );
}

function setBy(variable: string) {
  return (
    <span>
      Set by{" "}
      <span translate="no" className="font-mono">
        {variable}
      </span>{" "}
      on the server.
    </span>
  );
}
