import { useEffect, useEffectEvent, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { keepWhenReloading } from "@/lib/page-age";
import { newAttemptId } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { ClinicDefaults } from "./desk-pages";
import { loadFailureAlert } from "./late-failure-alert";

/**
 * Its rules come with the first key that is pressed, and the words for what may go wrong with them: nothing
 * is sent before both are there.
 */
async function loadRules() {
  const [{ zodResolver }, { createSessionSchema }] = await Promise.all([
    import("@hookform/resolvers/zod"),
    import("@/lib/sessions/schema"),
    loadFailureAlert(),
  ]);
  return zodResolver(createSessionSchema);
}

const loadKept = () => import("@/lib/sessions/kept-entries");

/** What is of use when the server may be of another build: so it is there before it is needed. */
export function preloadForm() {
  for (const part of [loadRules(), loadKept()]) void part.catch(() => {});
}

/** The form of the desk, begun with what the clinic has set. */
export function useDeskForm(clinic: ClinicDefaults) {
  const [defaultValues] = useState(() => ({ ...emptyForm(clinic), attemptId: newAttemptId() }));
  const form = useForm<CreateSessionInput>({
    resolver: async (...form) => (await loadRules())(...form),
    reValidateMode: "onSubmit",
    shouldFocusError: false,
    defaultValues,
  });
  const [formNumber, setFormNumber] = useState(0);

  function fillIn(entries: CreateSessionInput) {
    form.reset(entries);
    setFormNumber((number) => number + 1);
  }

  /** Begins another one, which is another attempt. */
  function startForm(entries?: Partial<CreateSessionInput>) {
    fillIn({ ...emptyForm(clinic), ...entries, attemptId: newAttemptId() });
  }

  /** The same, where nothing is typed yet. */
  function fillUnlessTyped(entries: Partial<CreateSessionInput>) {
    const typed = form.getValues(["patientId", "name", "email"]);
    if (typed.every((text) => text === "")) startForm(entries);
  }

  useKeptEntries(form, fillIn);

  return { form, formNumber, startForm, fillUnlessTyped };
}

/**
 * Carries what is typed through a reload that staff ask for. Sealed by the desk: the browser's history
 * keeps nothing that anybody could read, and it is taken out as soon as the page is back.
 *
 * @param fillIn the attempt stays the same, so that it makes no second link
 */
function useKeptEntries(
  form: UseFormReturn<CreateSessionInput>,
  fillIn: (entries: CreateSessionInput) => void,
) {
  const bringBack = useEffectEvent(async (sealed: string) => {
    const { keptEntries } = await loadKept();
    const entries = await keptEntries(sealed);
    if (entries) fillIn(entries);
  });

  useEffect(() => {
    const { sealedEntries, ...rest } = history.state ?? {};
    if (typeof sealedEntries !== "string") return;
    history.replaceState(rest, "");
    void bringBack(sealedEntries);
  }, []);

  useEffect(
    () =>
      keepWhenReloading(async () => {
        const { keepEntries } = await loadKept();
        const sealed = await keepEntries(form.getValues());
        if (sealed === null) return false;
        history.replaceState({ ...history.state, sealedEntries: sealed }, "");
        return true;
      }),
    [form],
  );
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
