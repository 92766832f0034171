type ChoiceFieldProps<Value extends string> = {
  legend: string;
  hint?: string;
  /** Of the radio buttons. */
  name: string;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One of a few, all of them in sight. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { legend, hint, name, choices, value, onChange } = props;
  return (
    <fieldset className="grid gap-1">
      <legend className="font-semibold">{legend}</legend>
      {hint && <p className="text-sm text-ink2">{hint}</p>}
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {choices.map((choice) => (
          <label key={choice.value} className="flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name={name}
              className="size-5 shrink-0 accent-brand"
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
