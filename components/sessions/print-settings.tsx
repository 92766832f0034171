"use client";

import { ChoiceField } from "@/components/form/choice-field";
import { type Language, languageNames } from "@/lib/patients/language";
import type { PrintChoice } from "./print-choice";

const sizes = [
  { value: "a6", label: "Card (A6)" },
  { value: "a4", label: "Large print (A4)" },
] as const;

type PrintSettingsProps = {
  choice: PrintChoice;
  languages: readonly Language[];
  onChange: (choice: PrintChoice) => void;
};

/** On which paper, which stays so on this PC, and in which language, which is this patient's. */
export function PrintSettings({ choice, languages, onChange }: PrintSettingsProps) {
  const size = sizes.find(({ value }) => value === choice.size);
  return (
    <details>
      <summary>
        Paper: <span>{size?.label}</span>,{" "}
        <bdi translate="no" lang={choice.language}>
          {languageNames[choice.language]}
        </bdi>
      </summary>
      <div className="grid gap-2">
        <ChoiceField
          legend="Paper"
          name="paper-size"
          choices={sizes}
          value={choice.size}
          onChange={(size) => onChange({ ...choice, size })}
        />
        {languages.length > 1 && (
          <ChoiceField
            legend="Language of the paper"
            name="paper-language"
            choices={languages.map((value) => ({ value, label: languageNames[value] }))}
            value={choice.language}
            onChange={(language) => onChange({ ...choice, language })}
          />
        )}
      </div>
    </details>
  );
}
