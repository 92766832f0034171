import { LifeBuoy } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { LocalTime } from "@/components/ui/time";
import type { FollowUpActions } from "@/lib/sessions/actions";
import { noteCopied } from "@/lib/sessions/copied";
import { actPath, actWords, helpSentence } from "@/lib/sessions/follow-up-words";
import { countConnected } from "@/lib/sessions/progress";
import type { WorklistRow as Row } from "@/lib/sessions/worklist";
import { loadSchemas } from "@/lib/sessions/worklist-queries";
import { checkAnswer } from "@/lib/staff/check-answer";
import { FollowUpDone, NotDoneYet } from "./follow-up-done";
import { FollowedUpLine } from "./followed-up-line";
import { StatusBadge } from "./status-badge";

type WorklistRowProps = { row: Row; followUp: FollowUpActions };

/** One link: for whom, how it stands, and the one act that makes sense now. */
export function WorklistRow({ row, followUp }: WorklistRowProps) {
  return (
    <li
      // Where "Older links" leads on to.
      tabIndex={-1}
      // High enough for all that may come to stand here: the rows below stay where they are.
      className={`grid grid-cols-1 items-center gap-x-4 gap-y-2 rounded-control border border-l-8 bg-surface px-4 py-3 sm:grid-cols-[8.5rem_1fr_14rem] xl:min-h-27 xl:grid-cols-[8rem_minmax(9rem,1fr)_19rem_11.5rem_15.5rem] ${row.needsHelp ? "border-warn" : "border-line"}`}
    >
      <div>
        <strong translate="no">{row.tag}</strong>
        {row.needsHelp && (
          <span className="flex items-center gap-2 font-semibold whitespace-nowrap text-warn">
            <LifeBuoy />
            Needs help
          </span>
        )}
      </div>
      <Patient patient={row.patient} />
      <div className="grid justify-items-start gap-1">
        <Status row={row} />
        {row.help ? (
          <p className="text-sm wrap-anywhere">{helpSentence(row.help)}</p>
        ) : (
          <Records row={row} />
        )}
      </div>
      <Facts row={row} />
      <div className="flex flex-wrap items-center gap-2">
        <Act row={row} />
        {row.help && <FollowUpDone id={row.id} tag={row.tag} followUp={followUp} />}
      </div>
      {row.followedUp && (
        <div className="flex flex-wrap items-center gap-x-4 border-t border-line sm:col-span-full">
          <FollowedUpLine followedUp={row.followedUp} />
          {!row.needsHelp && <NotDoneYet id={row.id} tag={row.tag} followUp={followUp} />}
        </div>
      )}
    </li>
  );
}

/** When it was made, by whom, and when it was last looked at. */
function Facts({ row }: { row: Row }) {
  return (
    <div className="text-sm text-ink2 wrap-anywhere sm:col-start-2 xl:col-auto">
      <p>
        {row.linkWorks ? (
          <span>
            Works until <LocalTime iso={row.expiresAt} />
          </span>
        ) : (
          <span>
            Made <LocalTime to="day" iso={row.createdAt} />
          </span>
        )}
      </p>
      {row.madeBy && (
        <p>
          by <bdi translate="no">{row.madeBy}</bdi>
        </p>
      )}
      {row.checkedAt && (
        <p>
          <span>{row.freshness === "fresh" ? "Checked" : "As of"}</span>{" "}
          <Moment row={row} at={row.checkedAt} />
          {row.freshness === "unreachable" && <span>. Medblocks cannot be reached.</span>}
        </p>
      )}
    </div>
  );
}

/** Of a link that works the day is clear. */
function Moment({ row, at }: { row: Row; at: string }) {
  return row.linkWorks ? <LocalTime iso={at} /> : <LocalTime to="day" iso={at} />;
}

function Records({ row }: { row: Row }) {
  if (!row.records || row.state === "connecting") return null;
  const { arrived, at } = row.records;
  return (
    <p className="text-sm text-ink2">
      {at === null ? (
        "Records are on the way"
      ) : (
        <span>
          Records arrived
          <span>{arrived < row.connected ? ` from ${arrived} of ${row.connected}, ` : ", "}</span>
          <LocalTime to="day" iso={at} />
        </span>
      )}
    </p>
  );
}

function Patient({ patient }: Pick<Row, "patient">) {
  return (
    <Link
      href={`/patients/${patient.key}`}
      className="inline-flex min-h-11 min-w-0 flex-wrap items-center gap-x-2 text-brand underline underline-offset-4 wrap-anywhere"
    >
      {patient.name && (
        <bdi translate="no" className="font-semibold">
          {patient.name}
        </bdi>
      )}
      <bdi translate="no" className="font-mono tabular-nums">
        {patient.id}
      </bdi>
    </Link>
  );
}

function Status({ row: { state, connected, hospitals } }: { row: Row }) {
  const isMade = state !== "creating" && state !== "unknown" && state !== "not-made";
  return isMade && connected > 0 ? (
    <StatusBadge state={state} count={countConnected(state, connected, hospitals)} />
  ) : (
    <StatusBadge state={state} />
  );
}

function Act({ row: { id, tag, state, linkWorks, help } }: { row: Row }) {
  const of = <span className="sr-only">{` ${tag}`}</span>;
  if (help) {
    const { label, more } = actWords(help);
    return (
      <Link href={actPath(id, help.act)} className={buttonClass("secondary")}>
        <span>{label}</span>
        <span className="sr-only">{`${more}, ${tag}`}</span>
      </Link>
    );
  }
  if (linkWorks) {
    return (
      <>
        <Link href={`/sessions/${id}`} className={buttonClass("secondary")}>
          Show{of}
        </Link>
        <CopyButton
          text={() => readLink(id)}
          label="Copy"
          about={tag}
          done="Link copied"
          refused="Not copied. Press Show and copy it there."
          onCopied={(url) => noteCopied(id, url)}
        />
      </>
    );
  }
  switch (state) {
    case "creating":
      return null;
    case "unknown":
      return <p className="text-sm">We are checking. Do not make another one yet.</p>;
    case "connected":
      return (
        <Link href={`/sessions/${id}`} className={buttonClass("quiet")}>
          Open{of}
        </Link>
      );
    case "not-made":
      return <p className="text-sm">No link was made for this patient.</p>;
    default:
      return (
        <Link href={`/sessions/${id}/new-link`} className={buttonClass("secondary")}>
          New link
          <span className="sr-only">{` with the same details as ${tag}`}</span>
        </Link>
      );
  }
}

/**
 * The link is asked for when it is wanted, so that a list of fifty holds none.
 *
 * @throws when it has ended, or the server is not there
 */
async function readLink(id: string): Promise<string> {
  const answer = await fetch(`/api/sessions/${id}/link`, { method: "POST", cache: "no-store" });
  checkAnswer(answer, "link");
  // Here since the list was read.
  const { linkAnswerSchema } = await loadSchemas();
  return linkAnswerSchema.parse(await answer.json()).url;
}
