"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { EmailField } from "@/components/ui/email-field";
import { TextField } from "@/components/ui/field";
import { lateResolver } from "@/components/ui/late-resolver";
import { Alert, ProblemSummary, Said, WhatHappened } from "@/components/ui/notice";
import { ReferenceLine } from "@/components/ui/reference-line";
import type { PatientIdentity } from "@/lib/errors";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import type { CorrectionActions, CorrectionInput } from "@/lib/patients/correction";
import { correctionWords, nameAndEmail } from "@/lib/patients/correction-words";
import { type CorrectionState, useCorrection } from "./use-correction";

type CorrectDetailsProps = {
  patientKey: string;
  /** What Medblocks has. */
  shown: PatientIdentity;
  actions: CorrectionActions;
};

/** A button that opens the form to correct a name or email, and says when that is done. */
export function CorrectDetails(props: CorrectDetailsProps) {
  const [open, setOpen] = useState(false);
  const [saved, setSaved] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const router = useRouter();

  function close() {
    setOpen(false);
    opener.current?.focus();
  }

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          ref={opener}
          aria-expanded={open}
          onClick={() => {
            setSaved("");
            setOpen(!open);
          }}
        >
          Correct name or email
        </Button>
        <Said tone="ok">{saved}</Said>
      </div>
      {open && (
        <CorrectionForm
          {...props}
          onCancel={close}
          onSaved={() => {
            setSaved("Saved. Medblocks has the new details.");
            close();
            router.refresh();
          }}
        />
      )}
    </div>
  );
}

type CorrectionFormProps = CorrectDetailsProps & { onCancel: () => void; onSaved: () => void };

function CorrectionForm({ patientKey, shown, actions, onCancel, onSaved }: CorrectionFormProps) {
  const form = useForm<CorrectionInput>({
    resolver: lateResolver(rules),
    reValidateMode: "onSubmit",
    shouldFocusError: false,
    defaultValues: { key: patientKey, ...shown, shown },
  });
  const { errors, submitCount } = form.formState;
  const state = useCorrection(actions, {
    saved: onSaved,
    changed: (stored) => form.setValue("shown", stored),
  });
  const blocked = state.phase !== "idle";

  const [asked] = useState<FocusClaim>(claimFocus);
  useEffect(() => {
    const field = document.getElementById("name");
    asked(field);
    if (field instanceof HTMLInputElement && document.activeElement === field) field.select();
  }, [asked]);

  const refused = state.failure?.error.kind === "field-refused" ? state.failure.error.field : null;
  const errorAt = (field: "name" | "email") =>
    errors[field]?.message ??
    (refused === field ? `Medblocks did not accept the ${field}. Check it.` : undefined);
  const problems = (["name", "email"] as const).flatMap((fieldId) => {
    const message = errors[fieldId]?.message;
    return message ? [{ fieldId, message }] : [];
  });

  return (
    <form
      method="post"
      noValidate
      aria-label="Correct name or email"
      className="grid grid-cols-1 gap-5 rounded-control border border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked) return;
        state.dismiss();
        void form.handleSubmit(state.save)();
      }}
    >
      {problems.length > 0 && <ProblemSummary key={submitCount} problems={problems} />}
      {state.failure && (
        <CorrectionAlert
          key={state.failure.at}
          failure={state.failure}
          onCheckNow={state.checkNow}
          busy={blocked}
        />
      )}
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField id="name" label="Name" error={errorAt("name")} {...form.register("name")} />
        <EmailField
          field={form.register("email")}
          email={useWatch({ control: form.control, name: "email" })}
          onTake={(email) => {
            form.setValue("email", email);
            form.setFocus("email");
          }}
          hint="Leave it empty to remove it from Medblocks."
          error={errorAt("email")}
        />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" aria-disabled={blocked}>
          {labels[state.phase]}
        </Button>
        <Button aria-disabled={blocked} onClick={() => !blocked && onCancel()}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const rules = async () => (await import("@/lib/patients/correction")).correctionSchema;

const labels = { idle: "Save", saving: "Saving…", checking: "Checking…" };

type CorrectionAlertProps = {
  failure: NonNullable<CorrectionState["failure"]>;
  onCheckNow: () => void;
  busy: boolean;
};

/** Why a correction was not made: what happened, what was saved, what to do next, what to quote. */
function CorrectionAlert({
  failure: { error, at, asked },
  onCheckNow,
  busy,
}: CorrectionAlertProps) {
  const { heading, ...words } = correctionWords(error);
  const isQuestion = error.kind === "changed-meanwhile";
  return (
    <Alert heading={heading} asked={asked}>
      <WhatHappened
        {...words}
        happened={
          isQuestion ? (
            <span>
              Medblocks now has{" "}
              <strong>
                <bdi translate="no">{nameAndEmail(error.stored)}</bdi>
              </strong>
              .
            </span>
          ) : (
            words.happened
          )
        }
      />
      {error.kind === "correction-unknown" && (
        <div>
          <Button look="primary" aria-disabled={busy} onClick={() => !busy && onCheckNow()}>
            Check now
          </Button>
        </div>
      )}
      {!isQuestion && <ReferenceLine requestId={error.requestId} at={at} kind={error.kind} />}
    </Alert>
  );
}
