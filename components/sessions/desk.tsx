"use client";

import { lazy, memo, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { FocusClaim } from "@/lib/focus-claim";
import type { CreateSession, SettleAttempt } from "@/lib/sessions/actions";
import type { SessionCard, SessionDetails } from "@/lib/sessions/session";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { CreateSessionForm } from "./create-session-form";
import { goTo, useReloadWhenLost, useShownId } from "./desk-address";
import type { PrintChoice } from "./print-handout";
import { ScanNotice } from "./scan-notice";
import { useCreateSession } from "./use-create-session";
import { preloadForm, useDeskForm } from "./use-desk-form";
import { useDeskScans } from "./use-desk-scans";
import { useShortcuts } from "./use-shortcuts";

/** What the clinic has set for every link. */
export type ClinicDefaults = Pick<
  ClinicSettings,
  | "name"
  | "returnUrl"
  | "buttonLabel"
  | "linkLifetimeSeconds"
  | "mode"
  | "suggestedSourceIds"
  | "readBackLine"
  | "phone"
  | "timeZone"
  | "handoutLanguages"
> & {
  /** Whether this desk can send email by itself. */
  canEmail: boolean;
};

type DeskProps = {
  actions: { create: CreateSession; settle: SettleAttempt };
  clinic: ClinicDefaults;
  /** Made with the form on the server, so that a form sent again is the same attempt. */
  attemptId: string;
  /** The link that this page was opened for. */
  initialCard?: SessionCard;
  /** What the form is filled in with. */
  initialDetails?: Partial<SessionDetails>;
};

/**
 * What the first view does not need comes with the first key that is pressed: less to load before
 * the desk can type, and there long before it is done.
 */
const loadCard = () => import("./handover-card");
// Without it a press still says that there is no connection.
const OfflineBanner = lazy(async () => ({
  default: (await import("./offline-banner").catch(() => null))?.OfflineBanner ?? (() => null),
}));
const HandoverCard = lazy(async () => ({ default: (await loadCard()).HandoverCard }));

function preload() {
  preloadForm();
  void loadCard();
  void import("@/components/ui/reference-line");
}

type ShownCard = {
  card: SessionCard;
  note: string | null;
  /** Of the press that made it; null: the page was opened for it. */
  asked: FocusClaim | null;
  /** To be printed so as soon as it is there. */
  print: PrintChoice | null;
};

const dayInSeconds = 86_400;

/** Form on the left, handover on the right; making a link never leaves this place. */
export function Desk({ actions, clinic, attemptId, initialCard, initialDetails }: DeskProps) {
  const { form, formNumber, startForm } = useDeskForm(clinic, attemptId, initialDetails);

  // Until then there is nothing to keep safe, and it would be in the way of the first view.
  const [typing, setTyping] = useState(initialCard !== undefined);

  // The address says which card is shown: `/sessions/…` one of these, `/` none.
  const [cards, setCards] = useState(() => initialCards(initialCard));
  const shownId = useShownId();
  const shown = cards.get(shownId);
  useReloadWhenLost(shownId !== "" && !shown, () =>
    form.getValues(["patientId", "name", "email"]).some((text) => text !== ""),
  );
  const [creating, setCreating] = useState<string | null>(null);
  useEffect(() => {
    if (shownId) setCreating(null);
  }, [shownId]);

  const toPrint = useRef<{ patientId: string; choice: PrintChoice } | null>(null);
  const state = useCreateSession(form, actions, {
    creating: (patientId) => {
      setCreating(patientId);
      goTo("/");
    },
    notMade: () => setCreating(null),
    made: ({ card, repeated }, found, asked) => {
      const note = noteOn({ repeated, found });
      const paper = toPrint.current;
      toPrint.current = null;
      const print = paper?.patientId === card.details.patientId ? paper.choice : null;
      setCards((known) => new Map(known).set(card.progress.id, { card, note, asked, print }));
      startForm();
      goTo(`/sessions/${card.progress.id}`);
    },
  });

  /** @param print to be given another link beside one that may still work, and for a day */
  function startAgain(details?: SessionDetails, print?: PrintChoice) {
    if (!state.isFree()) return;
    state.dismiss();
    scans.forget();
    toPrint.current = details && print ? { patientId: details.patientId, choice: print } : null;
    startForm(details && print ? { ...details, lifetimeSeconds: dayInSeconds } : details);
    goTo("/");
    if (details) state.submit(print && { makeAnother: true });
    // Not `form.setFocus`: right after a reset the form knows none of its fields.
    else document.getElementById("patientId")?.focus();
  }

  const fromCard = useLatest(startAgain);

  const scans = useDeskScans(form, state, {
    standsInTheWay: Boolean(shown) || state.failure !== null,
    begins: preload,
    nextPatient: (entries) => {
      state.dismiss();
      startForm(entries);
      goTo("/");
    },
  });
  useShortcuts({ F2: () => startAgain() });
  useTitle(
    shown ? "Link" : "New link",
    state.failure !== null || Object.keys(form.formState.errors).length > 0,
  );

  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[3fr_2fr]">
      <div
        className="min-w-0 rounded-card border border-line bg-surface p-4 sm:p-6 print:hidden"
        onInput={() => {
          preload();
          setTyping(true);
        }}
      >
        <h1 id="new-link-heading" className="mb-4 text-xl font-semibold">
          New link
        </h1>
        <Suspense>{typing && <OfflineBanner />}</Suspense>
        <ScanNotice news={scans.news} />
        <CreateSessionForm
          form={form}
          formNumber={formNumber}
          state={state}
          hearsScans={scans.areHeard}
          clinic={clinic}
        />
      </div>
      <section
        aria-label="Handover"
        className="min-w-0 rounded-card border border-line bg-surface p-4 sm:p-6 lg:min-h-120 print:border-0"
      >
        <Creating patientId={creating} />
        {shown ? (
          <Handover key={shownId} shown={shown} clinic={clinic} onStartAgain={fromCard} />
        ) : (
          <PlaceOfCode>{creating === null && "The QR code appears here."}</PlaceOfCode>
        )}
      </section>
    </div>
  );
}

/** Here before its words are: a region that comes with them may not be read out. */
function Creating({ patientId }: { patientId: string | null }) {
  return (
    <p role="status" className="text-lg font-semibold wrap-anywhere not-empty:mb-4">
      {patientId !== null && (
        <span>
          Creating…{" "}
          <bdi translate="no" className="inline-block font-mono">
            {patientId}
          </bdi>
        </span>
      )}
    </p>
  );
}

type HandoverProps = {
  shown: ShownCard;
  clinic: ClinicDefaults;
  onStartAgain: (details?: SessionDetails, print?: PrintChoice) => void;
};

/**
 * Not drawn again with the form: as long as the card's code is loading, that would take away the card
 * that the server has sent.
 */
const Handover = memo(function Handover({ shown, clinic, onStartAgain }: HandoverProps) {
  return (
    <Suspense fallback={<PlaceOfCode />}>
      <HandoverCard
        {...shown}
        clinic={clinic}
        onNewLink={() => onStartAgain()}
        onSameAgain={(print) => onStartAgain(shown.card.details, print)}
      />
    </Suspense>
  );
});

/** A square as large as the code, never a code that is not one. */
function PlaceOfCode({ children }: { children?: ReactNode }) {
  return (
    <div className="mx-auto grid aspect-square w-full max-w-[287px] place-content-center rounded-control bg-sunken p-6 text-center text-ink2">
      {children}
    </div>
  );
}

function initialCards(card: SessionCard | undefined): ReadonlyMap<string, ShownCard> {
  return new Map(card ? [[card.progress.id, { card, note: null, asked: null, print: null }]] : []);
}

/** The same function each time, which does what the latest one does. */
function useLatest<Arguments extends unknown[]>(act: (...given: Arguments) => void) {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const [stable] = useState(
    () =>
      (...given: Arguments) =>
        latest.current(...given),
  );
  return stable;
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
