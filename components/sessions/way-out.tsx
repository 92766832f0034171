import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { LocalTime } from "@/components/ui/time";
import type { SessionCard, SessionProgress } from "@/lib/sessions/session";
import type { DisconnectHospital, WayOutHospital, WrongThing } from "@/lib/sessions/way-out";
import { WayOutHospitals } from "./way-out-hospitals";
import { WayOutLink } from "./way-out-link";

const choices = [
  ["hospital", "Wrong hospital", "The link was for a hospital that is not this patient’s."],
  ["person", "Wrong person", "The link was made for somebody else, or somebody else used it."],
] as const satisfies [WrongThing, string, string][];

/** Which link it is, and what is wrong with it. */
export function WayOutChoice({ card, wrong }: { card: SessionCard; wrong: WrongThing | null }) {
  const { name, patientId } = card.details;
  const { id } = card.progress;
  return (
    <>
      <header className="grid gap-1 wrap-anywhere">
        <h1 className="text-xl font-semibold">Something is wrong</h1>
        <p>
          Link <strong translate="no">{card.tag}</strong> for{" "}
          {name ? <bdi translate="no">{name}</bdi> : <span>patient</span>}{" "}
          <bdi translate="no" className="font-mono tabular-nums">
            {patientId}
          </bdi>
          .{" "}
          <Link
            href={`/sessions/${id}`}
            className="inline-flex min-h-11 items-center text-brand underline underline-offset-4"
          >
            Back to the link
          </Link>
        </p>
      </header>
      <Section heading="What is wrong?">
        <ul className="grid gap-3 sm:grid-cols-2">
          {choices.map(([what, label, meaning]) => (
            <li key={what} className="grid content-start gap-1">
              <Link
                href={`/sessions/${id}/way-out?what=${what}`}
                aria-current={wrong === what ? "true" : undefined}
                className={buttonClass(wrong === what ? "primary" : "secondary")}
              >
                {label}
              </Link>
              <p className="text-sm text-ink2">{meaning}</p>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

type WayOutStepsProps = {
  id: string;
  wrong: WrongThing;
  progress: SessionProgress;
  hospitals: WayOutHospital[];
  disconnect: DisconnectHospital;
};

/** Stop what is wrong, then make the right link. */
export function WayOutSteps({ id, wrong, progress, hospitals, disconnect }: WayOutStepsProps) {
  return (
    <>
      <Section heading="1. Stop what is wrong">
        {progress.linkWorks && (
          <Notice
            tone="warn"
            words={
              <span>
                This link works until <LocalTime iso={progress.expiresAt} /> and cannot be stopped
                before. Clear the screen and take back the paper.
              </span>
            }
          />
        )}
        {hospitals.some(({ state }) => state === "connected") && (
          <p>
            {wrong === "hospital"
              ? "Disconnect only the hospital that is wrong."
              : "Disconnect every hospital that is not this patient’s."}
          </p>
        )}
        <WayOutHospitals id={id} hospitals={hospitals} disconnect={disconnect} />
        <p className="text-sm text-ink2">
          <span>{progress.stale ? "As of " : "Checked "}</span>
          <LocalTime to="day" iso={progress.checkedAt} />.
          {progress.stale && <span> Medblocks cannot be reached.</span>}
        </p>
        {wrong === "person" && (
          <p>Records that arrived already are not taken back. Tell your manager whose they are.</p>
        )}
      </Section>
      <Section heading="2. Make the right link">
        {wrong === "hospital" ? (
          <WayOutLink id={id} />
        ) : (
          <>
            <p>Ask for the full name and the date of birth, and check the patient ID.</p>
            <div>
              <Link href="/" className={buttonClass("primary")}>
                New link for the right person
              </Link>
            </div>
          </>
        )}
      </Section>
    </>
  );
}
