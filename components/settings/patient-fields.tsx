"use client";

import { errorAt, fieldId } from "@/components/ui/action-form";
import { CheckField, describedBy, FieldGroup } from "@/components/ui/field";
import { clinicLabels } from "@/lib/settings/labels";
import { languageNames, languages } from "@/lib/words/language";
import { type ClinicFieldsProps, ClinicTextField } from "./clinic-field";

/** What patients see of the clinic. */
export function PatientFields({
  state,
  fixed,
  ownReturnPage,
}: ClinicFieldsProps & { ownReturnPage: string }) {
  return (
    <>
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="name"
        hint="At the top of each page, for staff and patients."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="phone"
        optional
        type="tel"
        hint="Printed with the code, for those who need help at home."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="timeZone"
        optional
        hint="Paper and messages tell the time in it, such as America/New_York. Empty: that of the server."
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="returnUrl"
        optional
        type="url"
        hint={
          <span>
            Where patients go at the end. Empty:{" "}
            <span translate="no" className="break-all">
              {ownReturnPage}
            </span>
          </span>
        }
      />
      <ClinicTextField
        state={state}
        fixed={fixed}
        name="buttonLabel"
        optional
        hint="The name on the button that patients press at the end. Empty: the clinic name."
      />
      <LanguagesField state={state} />
      <CheckField
        id={fieldId(state, "askWhose")}
        label={clinicLabels.askWhose}
        hint="At the end, on our own return page: mine, my child’s, or someone else’s."
        {...state.form.register("askWhose")}
      />
    </>
  );
}

function LanguagesField({ state }: Pick<ClinicFieldsProps, "state">) {
  const id = fieldId(state, "handoutLanguages");
  const error = errorAt(state, "handoutLanguages");
  return (
    <FieldGroup
      id={id}
      legend={clinicLabels.handoutLanguages}
      hint="Of the papers that you hand out."
      error={error}
    >
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {languages.map((language, index) => (
          <label key={language} className="flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              value={language}
              className="size-5 shrink-0 accent-brand"
              {...(index === 0 && { id })}
              {...describedBy(id, { hint: true, error })}
              {...state.form.register("handoutLanguages")}
            />
            <bdi translate="no" lang={language}>
              {languageNames[language]}
            </bdi>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
