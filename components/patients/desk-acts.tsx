import { LocalTime } from "@/components/ui/time";
import type { AuditLine } from "@/lib/audit/line";
import { deedWords, isDone, outcomeWords } from "@/lib/audit/words";

const shownAtOnce = 10;

/** Who at the desk did what for this patient, newest first. */
export function DeskActs({ acts }: { acts: AuditLine[] }) {
  const older = acts.slice(shownAtOnce);
  return (
    <div className="grid gap-2">
      <Acts acts={acts.slice(0, shownAtOnce)} />
      {older.length > 0 && (
        <details>
          <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-brand underline underline-offset-4">
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
