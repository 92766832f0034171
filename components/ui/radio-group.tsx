"use client";

import { type ReactNode, useId } from "react";
import { describedBy, FieldGroup } from "./field";

type RadioGroupProps<Value extends string> = {
  legend: string;
  legendHidden?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  /** Of the first button, where an error leads to. */
  id?: string;
  choices: readonly { value: Value; label: string; hint?: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** What belongs to the choice, below it. */
  children?: ReactNode;
};

/** One of a few, all of them in sight. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const name = useId();
  const { id = name, choices, value, onChange, children, ...group } = props;
  return (
    <FieldGroup id={id} {...group}>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {choices.map((choice, index) => (
          <label key={choice.value} className="flex min-h-11 items-center gap-2">
            <input
              id={index === 0 ? id : undefined}
              type="radio"
              name={name}
              value={choice.value}
              className="size-5 shrink-0 accent-brand"
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              {...describedBy(id, { error: group.error })}
            />
            <span>
              <span>{choice.label}</span>
              {choice.hint && <span className="text-ink2">{` ${choice.hint}`}</span>}
            </span>
          </label>
        ))}
      </div>
      {children}
    </FieldGroup>
  );
}
