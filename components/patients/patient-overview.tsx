import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { NoticeBox } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { LocalTime } from "@/components/ui/time";
import type { AuditLine } from "@/lib/audit/line";
import { deedWords, isDone, outcomeWords } from "@/lib/audit/words";
import { heardWords } from "@/lib/patients/connection-words";
import type { CorrectionActions } from "@/lib/patients/correction";
import type { PatientView } from "@/lib/patients/patient";
import type { CreateSession, SettleAttempt } from "@/lib/sessions/actions";
import { CorrectDetails } from "./correct-details";
import { PatientHospitals } from "./patient-hospitals";
import { PatientLinks } from "./patient-links";
import { Reconnect } from "./reconnect";

type PatientOverviewProps = {
  view: PatientView;
  acts: AuditLine[];
  actions: { create: CreateSession; settle: SettleAttempt } & CorrectionActions;
  lifetimeSeconds: number;
};

/** One patient: who it is, how each hospital stands, every link, and what the desk did. */
export function PatientOverview(props: PatientOverviewProps) {
  const { view, acts, actions, lifetimeSeconds } = props;
  const { create, settle, correct, check } = actions;
  return (
    <div className="grid grid-cols-1 gap-6">
      <Heading view={view} />
      <NotHeard view={view} />
      {view.heard === "answered" && (
        <CorrectDetails patientKey={view.key} shown={view.identity} actions={{ correct, check }} />
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section heading="Hospitals">
          <PatientHospitals
            hospitals={view.hospitals}
            heard={view.heard === "answered"}
            reconnect={({ sourceId, name }) => (
              <Reconnect
                patientId={view.patientId}
                hospital={{ sourceId, name }}
                lifetimeSeconds={lifetimeSeconds}
                actions={{ create, settle }}
              />
            )}
          />
        </Section>
        <div className="grid grid-cols-1 gap-6">
          <Section heading="Links">
            <PatientLinks links={view.links} />
          </Section>
          <Section heading="What the desk did">
            <DeskActs acts={acts} />
          </Section>
        </div>
      </div>
    </div>
  );
}

function Heading({ view: { key, patientId, identity, heard, heardAt } }: { view: PatientView }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-4">
      <div className="min-w-0 wrap-anywhere">
        <h1 className="text-xl font-semibold">
          <bdi translate="no">{identity.name || "Patient"}</bdi>{" "}
          <bdi translate="no" className="inline-block font-mono tabular-nums">
            {patientId}
          </bdi>
        </h1>
        <p className="text-ink2">
          {identity.email ? <bdi translate="no">{identity.email}</bdi> : "No email"}
        </p>
        {heard === "answered" && heardAt && (
          <p className="text-sm text-ink2">
            Checked <LocalTime iso={heardAt} />
          </p>
        )}
      </div>
      <Link href={`/patients/${key}/new-link`} className={buttonClass("primary")}>
        New link
      </Link>
    </header>
  );
}

/** Says that what follows is not what Medblocks has now. */
function NotHeard({ view: { key, heard, heardAt } }: { view: PatientView }) {
  const words = heardWords[heard];
  if (!words) return null;
  return (
    <section aria-label="Medblocks">
      <NoticeBox tone="warn" as="h2" heading={words.heading}>
        <p>
          <span>{words.text}</span>{" "}
          {heardAt ? (
            <span>
              This is what we knew on <LocalTime to="day" iso={heardAt} />. It may be old.
            </span>
          ) : (
            <span>This is what was entered here.</span>
          )}
        </p>
        <div>
          <Link href={`/patients/${key}`} className={buttonClass("secondary")}>
            Try again
          </Link>
        </div>
      </NoticeBox>
    </section>
  );
}

const shownAtOnce = 10;

/** Who at the desk did what for this patient, newest first. */
function DeskActs({ acts }: { acts: AuditLine[] }) {
  const older = acts.slice(shownAtOnce);
  return (
    <div className="grid gap-2">
      <Acts acts={acts.slice(0, shownAtOnce)} />
      {older.length > 0 && (
        <details>
          <summary className="flex min-h-11 items-center underline underline-offset-4">
            <span>{older.length}</span> more
          </summary>
          <Acts acts={older} />
        </details>
      )}
    </div>
  );
}

function Acts({ acts }: { acts: AuditLine[] }) {
  return (
    <ul className="grid gap-1">
      {acts.map(({ seq, at, staffName, action, outcome }) => (
        <li key={seq} className="wrap-anywhere">
          <span className="text-ink2">
            <LocalTime to="day" iso={at} />
          </span>{" "}
          <bdi translate="no">{staffName ?? "Somebody"}</bdi>{" "}
          <span>{deedWords(action, outcome)}</span>
          {!isDone(outcome) && <span>{`. ${outcomeWords(outcome)}`}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Stands where the patient will be, while Medblocks is asked. */
export function PatientSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-6">
      <p role="status" className="text-xl font-semibold">
        Asking Medblocks…
      </p>
      <div aria-hidden className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        {["hospitals", "links"].map((part) => (
          <div key={part} className="h-60 rounded-card border border-line bg-sunken" />
        ))}
      </div>
    </div>
  );
}
