"use client";

import { usePathname, useRouter, useSelectedLayoutSegments } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { cardClass } from "@/components/ui/section";
import type { CreateSession, SettleAttempt } from "@/lib/sessions/actions";
import type { SessionDetails } from "@/lib/sessions/session";
import { CreateSessionForm } from "./create-session-form";
import {
  type ClinicDefaults,
  DeskContext,
  type DeskOfPage,
  Handover,
  PlaceOfCode,
  preloadCard,
  type ShownCard,
} from "./desk-pages";
import type { PrintChoice } from "./print-handout";
import { ScanNotice } from "./scans";
import { useCreateSession } from "./use-create-session";
import { preloadForm, useDeskForm } from "./use-desk-form";
import { useDeskScans } from "./use-desk-scans";
import { useShortcuts } from "./use-shortcuts";

type DeskProps = {
  actions: { create: CreateSession; settle: SettleAttempt };
  clinic: ClinicDefaults;
  /** The page of the address: a card, or the place of one. */
  children: ReactNode;
};

// Without it a press still says that there is no connection.
const OfflineBanner = lazy(async () => ({
  default: (await import("./offline-banner").catch(() => null))?.OfflineBanner ?? (() => null),
}));

/**
 * What the first view does not need comes with the first key that is pressed: less to load before
 * the desk can type, and there long before it is done.
 */
function preload() {
  preloadForm();
  preloadCard();
  void import("@/components/ui/reference-line");
}

const dayInSeconds = 86_400;

/** Form on the left, handover on the right; making a link never leaves this place. */
export function Desk({ actions, clinic, children }: DeskProps) {
  const { form, formNumber, startForm, fillUnlessTyped } = useDeskForm(clinic);

  // Until then there is nothing to keep safe, and it would be in the way of the first view.
  const [typing, setTyping] = useState(false);

  // Cards that were made here need no page.
  const [made, setMade] = useState<ReadonlyMap<string, ShownCard>>(new Map());
  const { linkId, isPage, isFilledIn } = usePlace(made);
  const ownCard = isPage ? undefined : made.get(linkId);

  const [creating, setCreating] = useState<string | null>(null);
  useEffect(() => {
    if (linkId) setCreating(null);
  }, [linkId]);

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
      setMade((known) => new Map(known).set(card.progress.id, { card, note, asked, print }));
      startForm();
      goTo(`/sessions/${card.progress.id}`);
    },
  });

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

  const scans = useDeskScans(form, state, {
    standsInTheWay: linkId !== "" || state.failure !== null,
    begins: preload,
    nextPatient: (entries) => {
      state.dismiss();
      startForm(entries);
      goTo("/");
    },
    openLink: (id) => goTo(`/sessions/${id}`),
  });
  useShortcuts({ F2: () => startAgain() });

  const isCreating = creating !== null;
  const desk = useDeskOfPage({ clinic, isCreating, startAgain, fillIn: fillUnlessTyped });
  const hasError = state.failure !== null || Object.keys(form.formState.errors).length > 0;

  return (
    <DeskContext value={desk}>
      <title>{`${hasError ? "Error: " : ""}${linkId ? "Link" : "New link"} – Connect Desk`}</title>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <div
          className={`${cardClass} print:hidden`}
          onInput={() => {
            preload();
            setTyping(true);
          }}
        >
          <h1 id="new-link-heading" className="mb-4 text-xl font-semibold">
            New link
          </h1>
          <Suspense>{(typing || linkId !== "") && <OfflineBanner />}</Suspense>
          <ScanNotice news={scans.news} />
          <CreateSessionForm
            form={form}
            formNumber={formNumber}
            isFilledIn={isFilledIn}
            state={state}
            startForm={() => startForm()}
            hearsScans={scans.areHeard}
            clinic={clinic}
          />
        </div>
        <section aria-label="Handover" className={`${cardClass} lg:min-h-120 print:border-0`}>
          <Creating patientId={creating} />
          {isPage ? (
            children
          ) : ownCard ? (
            <Handover key={linkId} shown={ownCard} />
          ) : (
            <PlaceOfCode />
          )}
        </section>
      </div>
    </DeskContext>
  );
}

/** Changes the address without a page from the server; a reload shows the same, Back the one before. */
function goTo(path: string) {
  if (location.pathname !== path) history.pushState({ load: performance.timeOrigin }, "", path);
}

/** What the address says that is shown: `/sessions/…` a link, any other none. */
function usePlace(made: ReadonlyMap<string, ShownCard>) {
  const path = usePathname();
  // That of the page, which `goTo` leaves as it is, and Next may encode in another way.
  const pagePath = `/${useSelectedLayoutSegments().join("/")}`;
  const isPage = decodeURIComponent(path) === decodeURIComponent(pagePath);
  const linkId = /^\/sessions\/([^/]+)$/.exec(path)?.[1] ?? "";
  const { replace } = useRouter();
  useEffect(() => {
    const isOfThisLoad = history.state?.load === performance.timeOrigin;
    if (isPage || (linkId ? made.has(linkId) : isOfThisLoad)) return;
    // Back led to what `goTo` made before a reload, or before the desk was left: only the server has it.
    replace(linkId ? `/sessions/${linkId}` : "/");
  }, [isPage, linkId, made, replace]);
  return { linkId, isPage, isFilledIn: path.endsWith("/new-link") };
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

/** The same as long as nothing changes that a page shows: a card is not drawn again with each key. */
function useDeskOfPage({ clinic, isCreating, ...acts }: DeskOfPage): DeskOfPage {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  return useMemo(
    () => ({
      clinic,
      isCreating,
      startAgain: (...given) => latest.current.startAgain(...given),
      fillIn: (...given) => latest.current.fillIn(...given),
    }),
    [clinic, isCreating],
  );
}

function noteOn({ repeated, found }: { repeated: boolean; found: boolean }): string | null {
  if (found) return "It was made. Here it is.";
  if (repeated)
    return "This link was already made. The first press worked. Nothing was made twice.";
  return null;
}
