"use client";

import { Plus, X } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { FieldGroup, TextField } from "@/components/ui/field";
import { limits } from "@/lib/sessions/limits";
import type { CreateSessionInput } from "@/lib/sessions/schema";

/** Rows of a name and a text that come back with the session. */
export function NotesField({ error }: { error: string | undefined }) {
  const { control, register, formState } = useFormContext<CreateSessionInput>();
  const { fields, append, remove } = useFieldArray({ control, name: "metadata" });
  const errors = formState.errors.metadata;
  return (
    <FieldGroup
      id="metadata"
      legend="Notes for your system"
      optional
      hint="They come back with the session. Do not write health details here."
      error={error}
    >
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
            <X />
            Remove
          </Button>
        </div>
      ))}
      {fields.length < limits.metadataRows && (
        <Button className="justify-self-start" onClick={() => append({ key: "", value: "" })}>
          <Plus />
          Add a note
        </Button>
      )}
    </FieldGroup>
  );
}
