"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useProof } from "@/components/staff/use-proof";
import { ActionFormView, useActionForm } from "@/components/ui/action-form";
import { Said } from "@/components/ui/notice";
import type { SaveClinicSettings } from "@/lib/settings/actions";
import { changesBetween, savedSentence } from "@/lib/settings/changes";
import type { ClinicSettings } from "@/lib/settings/clinic";
import type { FixedFields } from "./clinic-field";
import { DeskFields } from "./desk-fields";
import { IdFields } from "./id-fields";
import { LinkFields } from "./link-fields";
import { PatientFields } from "./patient-fields";

type ClinicFormProps = {
  settings: ClinicSettings;
  fixed: FixedFields;
  /** Where patients go when the clinic has no page of its own. */
  ownReturnPage: string;
  save: SaveClinicSettings;
};

/** What administrators set for the whole clinic. Only what was changed is sent and saved. */
export function ClinicForm({ settings, fixed, ownReturnPage, save }: ClinicFormProps) {
  // As the server last told them: what is different was changed here.
  const [base, setBase] = useState(settings);
  const router = useRouter();
  const proof = useProof();
  const [saves, setSaves] = useState({ number: 0, sentence: "" });

  const state = useActionForm({
    id: "clinic",
    rules: async () => (await import("@/lib/settings/schema")).clinicSchema,
    defaultValues: settings,
    send: (values) => {
      setSaves(({ number }) => ({ number, sentence: "" }));
      return proof.ask((given) => save(changesBetween(base, values), given));
    },
    done: ({ saved, settings: latest }) => {
      setBase(latest);
      state.form.reset(latest);
      setSaves(({ number }) => ({ number: number + 1, sentence: savedSentence(saved) }));
      // The frame of each page has the clinic's name, and when to cover it.
      router.refresh();
    },
  });

  return (
    <>
      {proof.dialog}
      <ActionFormView
        state={state}
        label="Clinic"
        submit={{ label: "Save", busy: "Saving…" }}
        beside={<Said tone="ok">{saves.sentence}</Said>}
      >
        <PatientFields state={state} fixed={fixed} ownReturnPage={ownReturnPage} />
        <LinkFields key={saves.number} state={state} fixed={fixed} />
        <IdFields state={state} fixed={fixed} />
        <DeskFields state={state} fixed={fixed} />
      </ActionFormView>
    </>
  );
}
