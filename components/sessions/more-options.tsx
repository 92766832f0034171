"use client";

import { lazy, Suspense, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { TextField } from "@/components/ui/field";
import { limits } from "@/lib/sessions/limits";
import type { CreateSessionInput } from "@/lib/sessions/schema";

/** Rarely needed, so it comes when More options is opened. */
const NotesField = lazy(() =>
  import("./notes-field").then(
    ({ NotesField }) => ({ default: NotesField }),
    () => ({ default: NotLoaded }),
  ),
);

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
  const isOpen = open || wrong !== undefined;
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  return (
    // An error inside has to be seen, so it opens by itself then; otherwise it is the reader's.
    // A code may be scanned into a note.
    <details data-scans="own" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>More options</summary>
      <div className="mt-2 grid grid-cols-1 gap-5 border-l-4 border-line pl-4">
        <TextField
          id="returnUrl"
          label="Return page"
          optional
          hint={
            <span>
              Where the patient goes at the end. Empty:{" "}
              <span translate="no" className="break-all">
                {clinic.returnUrl}
              </span>
            </span>
          }
          inputMode="url"
          error={errorAt("returnUrl")}
          {...register("returnUrl")}
        />
        <ButtonLabelField fallback={clinic.buttonLabel} error={errorAt("buttonLabel")} />
        {wasOpen && (
          <Suspense fallback={<p className="text-ink2">One moment…</p>}>
            <NotesField error={errorAt("metadata")} />
          </Suspense>
        )}
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
        <span>{length}</span> of <span>{limits.buttonLabel}</span> characters
      </p>
    </div>
  );
}

function NotLoaded() {
  return <p>Notes for your system could not be loaded. Check the network cable or Wi-Fi.</p>;
}
