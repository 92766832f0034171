import { CircleCheck, CircleX } from "lucide-react";
import { Link } from "@/components/ui/link";
import { LocalTime } from "@/components/ui/time";
import { isAboutPerson } from "@/lib/audit/action";
import type { AuditLine } from "@/lib/audit/line";
import { deedWords, isDone, isUnderWay, outcomeWords, strangersWords } from "@/lib/audit/words";
import { settingLabel } from "@/lib/settings/labels";

/** One page of the trail, a sentence a row. */
export function AuditList({ lines }: { lines: AuditLine[] }) {
  if (lines.length === 0) return null;
  return (
    <ol aria-label="Audit trail" className="rounded-card border border-line bg-surface">
      {lines.map((line) => (
        <li
          key={line.seq}
          className="grid grid-cols-1 gap-x-6 gap-y-1 border-b border-line px-4 py-3 last:border-0 md:grid-cols-[13.5rem_minmax(0,1fr)_14rem_9.5rem]"
        >
          <span className="text-ink2">
            <LocalTime to="second" iso={line.at} />
          </span>
          <Deed line={line} />
          <Outcome outcome={line.outcome} />
          <span className="text-sm leading-6 whitespace-nowrap text-ink2">
            {line.place && (
              <span>
                PC session{" "}
                <span translate="no" className="font-mono">
                  {line.place}
                </span>
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** "Dana Kim made a link", and which. */
function Deed({ line }: { line: AuditLine }) {
  return (
    <span className="wrap-anywhere">
      <strong className="font-semibold">
        <Who line={line} />
      </strong>{" "}
      <span>{deedWords(line.action, line.outcome)}</span>
      <Subject line={line} />
    </span>
  );
}

function Who({ line: { action, isDesk, staffId, staffName, subjectName } }: { line: AuditLine }) {
  if (isDesk) return "Connect Desk";
  if (staffName) return <bdi translate="no">{staffName}</bdi>;
  if (staffId) return "Somebody without an account";
  // Nobody is signed in yet who joins.
  if (action === "staff-joined" && subjectName) return <bdi translate="no">{subjectName}</bdi>;
  if (action === "tries-refused") return "Somebody unknown";
  return action === "audit-exported" ? "Somebody at the server" : "Somebody";
}

function Subject({ line }: { line: AuditLine }) {
  const { action, outcome, subject, subjectName, staffId, patientKey } = line;
  if (action.startsWith("link-")) {
    // Of what was not made there is nothing to open.
    if (!subject || !isDone(outcome)) return null;
    return <OpenIt href={`/sessions/${subject}`}>Open this link</OpenIt>;
  }
  if (action.startsWith("patient-") && patientKey) {
    return <OpenIt href={`/patients/${patientKey}`}>Open this patient</OpenIt>;
  }
  if (action === "tries-refused" && subject) return <span>{` ${strangersWords(subject)}`}</span>;
  if (isAboutPerson(action) && subject && !subjectName) {
    return <span>: somebody who is not listed</span>;
  }
  if (!subject || subject === staffId || action === "staff-joined") return null;
  return (
    <>
      <span>{staffId === null && subjectName ? " as " : ": "}</span>
      <bdi translate="no">
        {action === "settings-changed" ? settingLabel(subject) : (subjectName ?? subject)}
      </bdi>
    </>
  );
}

type PathOfIt = `/patients/${string}` | `/sessions/${string}`;

function OpenIt({ href, children }: { href: PathOfIt; children: string }) {
  return (
    <>
      <span>. </span>
      <Link
        href={href}
        className="inline-block whitespace-nowrap text-brand underline underline-offset-4"
      >
        {children}
      </Link>
    </>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  const done = isDone(outcome);
  if (isUnderWay(outcome)) return <span className="text-ink2">{outcomeWords(outcome)}</span>;
  const Icon = done ? CircleCheck : CircleX;
  return (
    <span className={`flex gap-2 ${done ? "text-ink2" : "font-semibold text-bad"}`}>
      <Icon className="mt-0.5" />
      <span>{outcomeWords(outcome)}</span>
    </span>
  );
}
