import { useState } from "react";
import { useForm } from "react-hook-form";
import { newAttemptId } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionDetails } from "@/lib/sessions/session";
import type { ClinicDefaults } from "./desk";
import { loadFailureAlert } from "./late-failure-alert";
import { loadKept, useKeptEntries } from "./use-kept-entries";

/**
 * Its rules come with the first key that is pressed, and the words for what may go wrong with them: nothing
 * is sent before both are there.
 */
async function loadResolver() {
  const [rules] = await Promise.all([import("./create-session-resolver"), loadFailureAlert()]);
  return rules;
}

/** What is of use later, when the server may be of another build. */
export function preloadForm() {
  void loadResolver().catch(() => {});
  void loadKept();
}

/**
 * The form of the desk, begun with what the clinic has set.
 *
 * @param attemptId made with the form on the server, so that a form sent again is the same attempt
 */
export function useDeskForm(
  clinic: ClinicDefaults,
  attemptId: string,
  initialDetails: Partial<SessionDetails> | undefined,
) {
  const form = useForm<CreateSessionInput>({
    resolver: async (...form) => (await loadResolver()).createSessionResolver(...form),
    reValidateMode: "onSubmit",
    shouldFocusError: false,
    defaultValues: { ...emptyForm(clinic), ...initialDetails, attemptId },
  });
  const [formNumber, setFormNumber] = useState(0);

  /** Begins another one, which is another attempt. */
  function startForm(entries?: Partial<CreateSessionInput>) {
    form.reset({ ...emptyForm(clinic), ...entries, attemptId: newAttemptId() });
    setFormNumber((number) => number + 1);
  }

  useKeptEntries(form, (entries) => {
    form.reset(entries);
    setFormNumber((number) => number + 1);
  });

  return { form, formNumber, startForm };
}

function emptyForm(clinic: ClinicDefaults): Omit<CreateSessionInput, "attemptId"> {
  const { mode, suggestedSourceIds } = clinic;
  const [first = "", ...others] = suggestedSourceIds;
  return {
    patientId: "",
    name: "",
    email: "",
    mode,
    suggestedSourceIds: [...suggestedSourceIds],
    // Of several the desk has to say which.
    onlySourceId: mode === "only" && others.length === 0 ? first : "",
    lifetimeSeconds: clinic.linkLifetimeSeconds,
    returnUrl: "",
    buttonLabel: "",
    metadata: [],
    replaces: null,
    makeAnother: false,
  };
}
