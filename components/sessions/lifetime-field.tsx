"use client";

import { useState } from "react";
import { describedBy, FieldError, hintId, inputClass } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";

const presets = [
  { seconds: 900, label: "15 min" },
  { seconds: 3_600, label: "1 hour" },
  { seconds: 14_400, label: "4 hours" },
  { seconds: 86_400, label: "24 hours" },
];

const choices = [
  ...presets.map(({ seconds, label }) => ({ value: String(seconds), label })),
  { value: "other", label: "Other" },
];

const units = [
  { seconds: 60, label: "minutes" },
  { seconds: 3_600, label: "hours" },
  { seconds: 1, label: "seconds" },
];

const shortSeconds = 600;

type LifetimeFieldProps = {
  /** Of the input for any other time. */
  id?: string;
  /** Seconds; NaN while nothing usable is typed. */
  value: number;
  onChange: (seconds: number) => void;
  error: string | undefined;
};

/** How long the link works: a preset, or any number with its unit. */
export function LifetimeField({
  id = "lifetimeSeconds",
  value,
  onChange,
  error,
}: LifetimeFieldProps) {
  const [other, setOther] = useState(() => !presets.some(({ seconds }) => seconds === value));
  return (
    <RadioGroup
      legend="Link works for"
      choices={choices}
      value={other ? "other" : String(value)}
      onChange={(chosen) => {
        setOther(chosen === "other");
        if (chosen !== "other") onChange(Number(chosen));
      }}
    >
      {other && <OtherLifetime id={id} value={value} onChange={onChange} error={error} />}
      {value >= 60 && value < shortSeconds && (
        <p className="text-sm font-semibold text-warn">Some patients need more than 10 minutes.</p>
      )}
    </RadioGroup>
  );
}

function OtherLifetime({ id, value, onChange, error }: LifetimeFieldProps & { id: string }) {
  const [unit, setUnit] = useState(() => fittingUnit(value));
  const [text, setText] = useState(Number.isNaN(value) ? "" : String(value / unit));

  function change(nextText: string, nextUnit: number) {
    setText(nextText);
    setUnit(nextUnit);
    onChange(nextText.trim() === "" ? Number.NaN : Number(nextText) * nextUnit);
  }

  return (
    <>
      <FieldError id={id} message={error} />
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          aria-label="How long the link works"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className={`${inputClass} max-w-28`}
          value={text}
          onChange={(event) => change(event.target.value, unit)}
          {...describedBy(id, { hint: true, error })}
        />
        <select
          aria-label="Unit of time"
          className={`${inputClass} max-w-36`}
          value={unit}
          onChange={(event) => change(text, Number(event.target.value))}
        >
          {units.map(({ seconds, label }) => (
            <option key={seconds} value={seconds}>
              {label}
            </option>
          ))}
        </select>
        <p id={hintId(id)} className="text-sm text-ink2">
          From 1 minute to 24 hours
        </p>
      </div>
    </>
  );
}

/** The largest unit that leaves a whole number. */
function fittingUnit(seconds: number): number {
  if (Number.isNaN(seconds)) return 60;
  return [3_600, 60].find((unit) => seconds % unit === 0) ?? 1;
}
