"use client";

import {
  createContext,
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useEffectEvent,
} from "react";
import type { FocusClaim } from "@/lib/focus-claim";
import type { SessionCard, SessionDetails } from "@/lib/sessions/session";
import type { ClinicSettings } from "@/lib/settings/clinic";
import type { PrintChoice } from "./print-handout";

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

export type ShownCard = {
  card: SessionCard;
  note: string | null;
  /** Of the press that made it; null: the page was opened for it. */
  asked: FocusClaim | null;
  /** To be printed so as soon as it is there. */
  print: PrintChoice | null;
};

/** What the pages beside the form know of the desk. */
export type DeskOfPage = {
  clinic: ClinicDefaults;
  isCreating: boolean;
  /** Begins the next link. @param print to be given another link beside one that may still work, and for a day */
  startAgain: (details?: SessionDetails, print?: PrintChoice) => void;
  /** Fills the form in, unless something is typed. */
  fillIn: (details: Partial<SessionDetails>) => void;
};

export const DeskContext = createContext<DeskOfPage | null>(null);

function useDesk(): DeskOfPage {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("This page stands in the layout of the desk only.");
  return desk;
}

const loadCard = () => import("./handover-card");
const HandoverCard = lazy(async () => ({ default: (await loadCard()).HandoverCard }));

/** It comes before it is needed. */
export function preloadCard() {
  void loadCard();
}

/** For the page of a link. */
export function PageCard({ card }: { card: SessionCard }) {
  return <Handover shown={{ card, note: null, asked: null, print: null }} />;
}

/**
 * Not drawn again with the form: as long as the card's code is loading, that would take away the card
 * that the server has sent.
 */
export const Handover = memo(function Handover({ shown }: { shown: ShownCard }) {
  const { clinic, startAgain } = useDesk();
  return (
    <Suspense fallback={<Square />}>
      <HandoverCard
        {...shown}
        clinic={clinic}
        onNewLink={() => startAgain()}
        onSameAgain={(print) => startAgain(shown.card.details, print)}
      />
    </Suspense>
  );
});

/** For a page that says what the next link is for: nothing is made before somebody looks. */
export function FilledIn({ details }: { details: Partial<SessionDetails> }) {
  const fillIn = useEffectEvent(useDesk().fillIn);
  useEffect(() => fillIn(details), [details]);
  return <PlaceOfCode />;
}

/** For a page without a link. */
export function PlaceOfCode() {
  const { isCreating } = useDesk();
  return <Square>{!isCreating && "The QR code appears here."}</Square>;
}

/** As large as the code, never a code that is not one. */
function Square({ children }: { children?: ReactNode }) {
  return (
    <div className="mx-auto grid aspect-square w-full max-w-[287px] place-content-center rounded-control bg-sunken p-6 text-center text-ink2">
      {children}
    </div>
  );
}
