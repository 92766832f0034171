"use client";

import { usePathname } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import type { CreateSession, SettleAttempt } from "@/lib/sessions/actions";
import { newAttemptId } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionCard, SessionDetails } from "@/lib/sessions/session";
import { CreateSessionForm } from "./create-session-form";
import { useCreateSession } from "./use-create-session";
import { useShortcuts } from "./use-shortcuts";

/** What the clinic has set for every link. */
export type ClinicDefaults = {
  returnUrl: string;
  buttonLabel: string;
  linkLifetimeSeconds: number;
  suggestedSourceIds: readonly string[];
};

type DeskProps = {
  actions: { create: CreateSession; settle: SettleAttempt };
  clinic: ClinicDefaults;
  /** Made with the form on the server, so that a form sent again is the same attempt. */
  attemptId: string;
  /** The link that this page was opened for. */
  initialCard?: SessionCard;
};

/**
 * What the first view does not need comes with the first key that is pressed: less to load before
 * the desk can type, and there long before it is done.
 */
const loadResolver = () => import("./create-session-resolver");
const loadCard = () => import("./handover-card");
const HandoverCard = lazy(async () => ({ default: (await loadCard()).HandoverCard }));

function preload() {
  void loadResolver();
  void loadCard();
}

type ShownCard = { card: SessionCard; note: string | null; fresh: boolean };

/** Form on the left, handover on the right; making a link never leaves this place. */
export function Desk({ actions, clinic, attemptId, initialCard }: DeskProps) {
  const form = useForm<CreateSessionInput>({
    resolver: async (...form) => (await loadResolver()).createSessionResolver(...form),
    reValidateMode: "onSubmit",
    shouldFocusError: false,
    defaultValues: { ...emptyForm(clinic), attemptId },
  });

  // The address says which card is shown: `/sessions/…` one of these, `/` none.
  const [cards, setCards] = useState(() => initialCards(initialCard));
  const shownId = /^\/sessions\/(.+)$/.exec(usePathname())?.[1] ?? "";
  const shown = cards.get(shownId);
  const [creatingFor, setCreatingFor] = useState<string | null>(null);
  useEffect(() => {
    if (shownId) setCreatingFor(null);
  }, [shownId]);

  const state = useCreateSession(form, actions, {
    creating: (patientId) => {
      setCreatingFor(patientId);
      goTo("/");
    },
    notMade: () => setCreatingFor(null),
    made: ({ card, repeated }, found) => {
      const note = noteOn({ repeated, found });
      setCards((known) => new Map(known).set(card.progress.id, { card, note, fresh: true }));
      form.reset({ ...emptyForm(clinic), attemptId: newAttemptId() });
      goTo(`/sessions/${card.progress.id}`);
    },
  });

  function startAgain(details?: SessionDetails) {
    if (state.phase !== "idle") return;
    state.dismiss();
    form.reset({ ...emptyForm(clinic), ...details, attemptId: newAttemptId() });
    goTo("/");
    if (details) state.submit();
    else form.setFocus("patientId");
  }

  useShortcuts({
    F2: () => startAgain(),
    "Ctrl+Enter": () => state.phase === "idle" && state.submit(),
  });
  useTitle(
    shown ? "Link" : "New link",
    state.failure !== null || Object.keys(form.formState.errors).length > 0,
  );

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <section
        aria-labelledby="new-link-heading"
        className="rounded-card border border-line bg-surface p-4 sm:p-6 print:hidden"
        onInput={preload}
      >
        <h1 id="new-link-heading" className="mb-4 text-xl font-semibold">
          New link
        </h1>
        <CreateSessionForm form={form} state={state} clinic={clinic} />
      </section>
      <section
        aria-label="Handover"
        className="min-h-120 rounded-card border border-line bg-surface p-4 sm:p-6 print:border-0"
      >
        {shown ? (
          <Suspense fallback={<Creating patientId={shown.card.details.patientId} />}>
            <HandoverCard
              key={shownId}
              {...shown}
              onNewLink={() => startAgain()}
              onSameAgain={() => startAgain(shown.card.details)}
            />
          </Suspense>
        ) : creatingFor !== null ? (
          <Creating patientId={creatingFor} />
        ) : (
          <p className="text-ink2">The QR code appears here.</p>
        )}
      </section>
    </div>
  );
}

/** The place of the code, never a code that is not one. */
function Creating({ patientId }: { patientId: string }) {
  return (
    <div className="grid gap-4">
      <p role="status" className="text-lg font-semibold">
        Creating… <bdi className="font-mono">{patientId}</bdi>
      </p>
      <div className="aspect-square w-full max-w-[287px] bg-sunken" />
    </div>
  );
}

function initialCards(card: SessionCard | undefined): ReadonlyMap<string, ShownCard> {
  return new Map(card ? [[card.progress.id, { card, note: null, fresh: false }]] : []);
}

/** Changes the address without leaving the page; a reload shows the same, Back the one before. */
function goTo(path: string) {
  if (location.pathname !== path) history.pushState(null, "", path);
}

function useTitle(name: string, hasError: boolean) {
  useEffect(() => {
    document.title = `${hasError ? "Error: " : ""}${name} – Connect Desk`;
  }, [name, hasError]);
}

function noteOn({ repeated, found }: { repeated: boolean; found: boolean }): string | null {
  if (found) return "It was made. Here it is.";
  if (repeated)
    return "This link was already made. The first press worked. Nothing was made twice.";
  return null;
}

function emptyForm(clinic: ClinicDefaults): Omit<CreateSessionInput, "attemptId"> {
  return {
    patientId: "",
    name: "",
    email: "",
    mode: "suggest",
    suggestedSourceIds: [...clinic.suggestedSourceIds],
    onlySourceId: "",
    lifetimeSeconds: clinic.linkLifetimeSeconds,
    returnUrl: "",
    buttonLabel: "",
    metadata: [],
    replaces: null,
    makeAnother: false,
  };
}
