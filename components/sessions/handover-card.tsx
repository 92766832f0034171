"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button, buttonClass, KeyHint } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { QrImage } from "@/components/ui/qr-image";
import { LocalTime } from "@/components/ui/time";
import { useFocusOnMount } from "@/components/ui/use-focus";
import type { FocusClaim } from "@/lib/focus-claim";
import { noteCopied } from "@/lib/sessions/copied";
import { sessionProgressOptions, startWatch } from "@/lib/sessions/queries";
import { recordsSentence } from "@/lib/sessions/records-words";
import type { SessionCard, SessionProgress } from "@/lib/sessions/session";
import { whoseForStaff } from "@/lib/sessions/whose";
import { Countdown, useServerClock } from "./countdown";
import type { ClinicDefaults } from "./desk-pages";
import { FollowedUpLine } from "./followed-up-line";
import { HandedOver, useHandover } from "./handed-over";
import { HospitalList } from "./hospital-list";
import { HostedLink, NoPhone } from "./hosted-link";
import { type PrintChoice, PrintHandout } from "./print-handout";
import { SendLink } from "./send-link";
import { ShowToPatient } from "./show-to-patient";
import { StatusBadge } from "./status-badge";
import { useFinishSound, useProgressAnnouncement } from "./use-progress-news";
import { useShortcuts } from "./use-shortcuts";

/** Pixels a module on the card: 33 modules and their margin make 287. */
const modulePx = 7;
const minuteMs = 60_000;

type HandoverCardProps = {
  card: SessionCard;
  clinic: ClinicDefaults;
  /** How this card came to be, when that needs saying. */
  note: string | null;
  /** Of the press that made it: the heading takes the focus for it. Null after a reload. */
  asked: FocusClaim | null;
  onNewLink: () => void;
  /** To be printed so, once. */
  print: PrintChoice | null;
  /** Another link with the same details; one to print works for 24 hours. */
  onSameAgain: (print?: PrintChoice) => void;
};

/** One link, ready to hand over: who it is for, the code, the link, and what became of it. */
export function HandoverCard(props: HandoverCardProps) {
  const { card, clinic, note, asked, print, onNewLink, onSameAgain } = props;
  const [watch] = useState(startWatch);
  const { data, isError } = useQuery(sessionProgressOptions(card.progress, watch));
  const { progress, heardAt } = data;
  const [ticking, setTicking] = useState(1000);
  const now = useServerClock(progress.serverNow, heardAt, progress.linkWorks ? ticking : null);
  const leftMs = Date.parse(progress.expiresAt) - now;
  const link = progress.linkWorks && leftMs > 0 ? card.link : null;

  // Whole minutes are shown until the last one, so a slow tick is enough; the end must be exact.
  const tickMs = leftMs > 2 * minuteMs ? 5_000 : 1_000;
  if (ticking !== tickMs) setTicking(tickMs);

  const tell = useHandover(progress.id, link !== null);
  useFinishSound(progress.state);
  const announcement = useProgressAnnouncement(progress, leftMs);
  const heading = useFocusOnMount<HTMLHeadingElement>(asked);
  const copyButton = useRef<HTMLButtonElement>(null);

  useShortcuts({ F8: () => copyButton.current?.click() });

  return (
    <div className="grid animate-rise grid-cols-1 gap-4">
      <Heading
        card={card}
        ask={link && progress.state === "waiting" ? clinic.readBackLine : ""}
        works={link !== null}
        headingRef={heading}
      />
      {note && <p className="font-semibold text-info">{note}</p>}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="print:hidden">
          <StatusBadge state={shownState(progress, link !== null)} />
        </span>
        <span>
          Screen tag <strong translate="no">{card.tag}</strong>
        </span>
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      {link ? (
        <>
          <div className="mx-auto">
            <QrImage qr={link.qr} width={link.qr.side * modulePx} />
          </div>
          <ShowToPatient
            link={link}
            tag={card.tag}
            languages={clinic.handoutLanguages}
            heard={data}
            onShown={tell}
          />
          {/* The two share a row: what they say and ask takes one of its own. */}
          <div className="flex flex-wrap gap-x-3 gap-y-2">
            <HostedLink
              url={link.url}
              copyRef={copyButton}
              onCopied={(text) => {
                noteCopied(progress.id, text, leftMs);
                tell("copied");
              }}
            />
            <PrintHandout
              sessionId={progress.id}
              expiresAt={progress.expiresAt}
              leftMs={leftMs}
              languages={clinic.handoutLanguages}
              madeFor={print}
              onMakeLonger={onSameAgain}
            />
          </div>
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            <SendLink
              sessionId={progress.id}
              url={link.url}
              expiresAt={progress.expiresAt}
              email={card.details.email}
              clinic={clinic}
              canEmail={clinic.canEmail}
              onSent={tell}
              onCopied={(text) => noteCopied(progress.id, text, leftMs)}
            />
            <NoPhone url={link.url} onOpened={() => tell("opened")} />
          </div>
          <Countdown
            leftMs={leftMs}
            lifetimeMs={card.details.lifetimeSeconds * 1000}
            expiresAt={progress.expiresAt}
          />
          <HelpOnPaper phone={clinic.phone} />
        </>
      ) : (
        <Over progress={progress} onSameAgain={() => onSameAgain()} />
      )}
      {progress.whose && (
        <p className="print:hidden">
          The patient says: <span>{whoseForStaff[progress.whose]}</span>.
        </p>
      )}
      <HospitalList hospitals={progress.hospitals} over={link === null} />
      <HandedOver sessionId={progress.id} />
      <Freshness progress={progress} failed={isError} />
      {card.requestId && (
        <p className="text-sm wrap-anywhere text-ink2 print:hidden">
          Reference{" "}
          <span className="font-mono" translate="no">
            {card.requestId}
          </span>
        </p>
      )}
      <div className="flex flex-wrap gap-3 print:hidden">
        <Button aria-keyshortcuts="F2" onClick={onNewLink}>
          New link
          <KeyHint>F2</KeyHint>
        </Button>
        <Link href={`/patients/${card.patientKey}`} className={buttonClass("secondary")}>
          All links of this patient
        </Link>
      </div>
      <div className="grid justify-items-start print:hidden">
        {card.followedUp && <FollowedUpLine followedUp={card.followedUp} />}
        <Link
          href={`/sessions/${progress.id}/way-out`}
          className="inline-flex min-h-11 items-center text-brand underline underline-offset-4"
        >
          Something is wrong?
        </Link>
      </div>
    </div>
  );
}

function shownState(progress: SessionProgress, works: boolean) {
  // The browser's countdown may reach the end before the next poll does.
  return progress.linkWorks && !works ? "ended" : progress.state;
}

function Heading({
  card,
  ask,
  works,
  headingRef,
}: {
  card: SessionCard;
  /** What the patient is to say before the link is handed over; empty: nothing. */
  ask: string;
  works: boolean;
  headingRef: React.Ref<HTMLHeadingElement>;
}) {
  const { name, patientId } = card.details;
  return (
    // Not on paper, which is handed about: the tag says whose it is.
    <header className="grid gap-2 print:hidden">
      <h2 ref={headingRef} tabIndex={-1} className="text-lg font-semibold wrap-anywhere">
        <span>{works ? "Link ready for" : "Link for"}</span>{" "}
        {name ? <bdi translate="no">{name}</bdi> : <span>patient</span>}{" "}
        <bdi translate="no" className="inline-block font-mono tabular-nums">
          {patientId}
        </bdi>
      </h2>
      {ask && (
        <p className="text-ink2 wrap-anywhere">
          Ask: “<span>{ask}</span>”
        </p>
      )}
    </header>
  );
}

/** Who has the paper at home cannot ask at the desk. */
function HelpOnPaper({ phone }: { phone: string }) {
  if (!phone) return null;
  return (
    <p className="hidden print:block">
      Need help? Call <bdi translate="no">{phone}</bdi>.
    </p>
  );
}

function Over({ progress, onSameAgain }: { progress: SessionProgress; onSameAgain: () => void }) {
  const records = recordsSentence(progress.hospitals);
  const nothing =
    progress.state === "nothing"
      ? "The patient finished, and no hospital is connected."
      : "This link has ended.";
  return (
    <div className="grid gap-3">
      <p>{records ?? nothing}</p>
      <div className="print:hidden">
        <Button look={records ? "secondary" : "primary"} onClick={onSameAgain}>
          New link, same details
        </Button>
      </div>
    </div>
  );
}

function Freshness({ progress, failed }: { progress: SessionProgress; failed: boolean }) {
  const old = progress.stale || failed;
  return (
    <p className="text-sm text-ink2 print:hidden">
      <span>{old ? "Shown as of " : "Checked at "}</span>
      <LocalTime iso={progress.checkedAt} />
      {old && <span>. Status may be old.</span>}
    </p>
  );
}
