import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { LocalDate } from "@/components/ui/local-date";
import { LocalTime } from "@/components/ui/local-time";
import type { AuditLine } from "@/lib/audit/line";
import { heardWords } from "@/lib/patients/connection-words";
import type { CorrectionActions } from "@/lib/patients/correction";
import type { PatientView } from "@/lib/patients/patient";
import type { CreateSession, SettleAttempt } from "@/lib/sessions/actions";
import { CorrectDetails } from "./correct-details";
import { DeskActs } from "./desk-acts";
import { PatientHospitals } from "./patient-hospitals";
import { PatientLinks } from "./patient-links";
import { Reconnect } from "./reconnect";

type PatientOverviewProps = {
  view: PatientView;
  acts: AuditLine[];
  actions: { create: CreateSession; settle: SettleAttempt } & CorrectionActions;
  newAttemptId: () => string;
  lifetimeSeconds: number;
};

/** One patient: who it is, how each hospital stands, every link, and what the desk did. */
export function PatientOverview(props: PatientOverviewProps) {
  const { view, acts, actions, newAttemptId, lifetimeSeconds } = props;
  const { create, settle, correct, check } = actions;
  return (
    <div className="grid grid-cols-1 gap-6">
      <Heading view={view} />
      <NotHeard view={view} />
      {view.heard === "answered" && (
        <CorrectDetails patientKey={view.key} shown={view.identity} actions={{ correct, check }} />
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section title="Hospitals">
          <PatientHospitals
            hospitals={view.hospitals}
            heard={view.heard === "answered"}
            reconnect={({ sourceId, name }) => (
              <Reconnect
                patientId={view.patientId}
                hospital={{ sourceId, name }}
                attemptId={newAttemptId()}
                lifetimeSeconds={lifetimeSeconds}
                actions={{ create, settle }}
              />
            )}
          />
        </Section>
        <div className="grid grid-cols-1 gap-6">
          <Section title="Links">
            <PatientLinks links={view.links} />
          </Section>
          <Section title="What the desk did">
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
      <a href={`/patients/${key}/new-link`} className={buttonClass("primary")}>
        New link
      </a>
    </header>
  );
}

/** Says that what follows is not what Medblocks has now. */
function NotHeard({ view: { key, heard, heardAt } }: { view: PatientView }) {
  const words = heardWords[heard];
  if (!words) return null;
  return (
    <section
      aria-label="Medblocks"
      className="grid gap-2 rounded-control border-2 border-warn bg-warn-soft p-4"
    >
      <h2 className="flex gap-2 text-lg font-semibold text-warn">
        <TriangleAlert aria-hidden size={20} strokeWidth={1.75} className="mt-1 shrink-0" />
        <span>{words.heading}</span>
      </h2>
      <p>
        <span>{words.text}</span>{" "}
        {heardAt ? (
          <span>
            This is what we knew on <LocalDate iso={heardAt} />. It may be old.
          </span>
        ) : (
          <span>This is what was entered here.</span>
        )}
      </p>
      <div>
        <a href={`/patients/${key}`} className={buttonClass("secondary")}>
          Try again
        </a>
      </div>
    </section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="min-w-0 rounded-card border border-line bg-surface p-4 sm:p-6"
    >
      <h2 className="mb-4 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}
