"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { FieldError } from "@/components/form/field-error";
import { TextField } from "@/components/form/text-field";
import { Button } from "@/components/ui/button";
import { limits } from "@/lib/sessions/limits";
import type { CreateSessionInput } from "@/lib/sessions/schema";

type MoreOptionsProps = {
  clinic: { returnUrl: string; buttonLabel: string };
  errorAt: (field: keyof CreateSessionInput) => string | undefined;
};

/** What rarely changes, folded away: where the patient returns, the button's label, notes. */
export function MoreOptions({ clinic, errorAt }: MoreOptionsProps) {
  const { register, formState } = useFormContext<CreateSessionInput>();
  const [open, setOpen] = useState(false);
  const wrong =
    formState.errors.metadata ??
    errorAt("returnUrl") ??
    errorAt("buttonLabel") ??
    errorAt("metadata");
  return (
    // An error inside has to be seen, so it opens by itself then; otherwise it is the reader's.
    <details
      open={open || wrong !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>More options</summary>
      <div className="mt-2 grid grid-cols-1 gap-5 border-l-4 border-line pl-4">
        <TextField
          id="returnUrl"
          label="Return page"
          optional
          hint={
            <>
              Where the patient goes at the end. Empty:{" "}
              <span className="break-all">{clinic.returnUrl}</span>
            </>
          }
          inputMode="url"
          error={errorAt("returnUrl")}
          {...register("returnUrl")}
        />
        <ButtonLabelField fallback={clinic.buttonLabel} error={errorAt("buttonLabel")} />
        <Notes error={errorAt("metadata")} />
      </div>
    </details>
  );
}

function ButtonLabelField({ fallback, error }: { fallback: string; error: string | undefined }) {
  const { control, register } = useFormContext<CreateSessionInput>();
  const length = useWatch({ control, name: "buttonLabel" }).trim().length;
  return (
    <div className="grid gap-1">
      <TextField
        id="buttonLabel"
        label="Button label"
        optional
        hint={`The name on the button that the patient presses at the end. Empty: ${fallback}`}
        error={error}
        {...register("buttonLabel")}
      />
      <p
        className={`text-sm ${length > limits.buttonLabel ? "font-semibold text-bad" : "text-ink2"}`}
      >
        {length} of {limits.buttonLabel} characters
      </p>
    </div>
  );
}

function Notes({ error }: { error: string | undefined }) {
  const { control, register, formState } = useFormContext<CreateSessionInput>();
  const { fields, append, remove } = useFieldArray({ control, name: "metadata" });
  const errors = formState.errors.metadata;
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold">
        Notes for your system<span className="font-normal text-ink2"> (optional)</span>
      </legend>
      <p className="text-sm text-ink2">
        They come back with the session. Do not write health details here.
      </p>
      <FieldError id="metadata" message={error} />
      {fields.map((row, index) => (
        <div key={row.id} className="flex flex-wrap items-end gap-3">
          <div className="min-w-48 flex-1">
            <TextField
              id={`metadata.${index}.key`}
              label={`Note ${index + 1} name`}
              optional
              error={errors?.[index]?.key?.message}
              {...register(`metadata.${index}.key`)}
            />
          </div>
          <div className="min-w-48 flex-1">
            <TextField
              id={`metadata.${index}.value`}
              label={`Note ${index + 1} text`}
              optional
              error={errors?.[index]?.value?.message}
              {...register(`metadata.${index}.value`)}
            />
          </div>
          <Button
            look="quiet"
            onClick={() => remove(index)}
            aria-label={`Remove note ${index + 1}`}
          >
            <X aria-hidden size={20} strokeWidth={1.75} />
            Remove
          </Button>
        </div>
      ))}
      {fields.length < limits.metadataRows && (
        <Button className="justify-self-start" onClick={() => append({ key: "", value: "" })}>
          <Plus aria-hidden size={20} strokeWidth={1.75} />
          Add a note
        </Button>
      )}
    </fieldset>
  );
}
