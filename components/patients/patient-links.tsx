import { StatusBadge } from "@/components/sessions/status-badge";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { LocalTime } from "@/components/ui/time";
import type { PatientLink } from "@/lib/patients/patient";
import type { HospitalState } from "@/lib/sessions/session";

/** Every link of the patient, newest first. */
export function PatientLinks({ links }: { links: PatientLink[] }) {
  if (links.length === 0) return <p>No links for this patient.</p>;
  return (
    <ul className="grid gap-4">
      {links.map((link, index) => (
        <li
          key={link.id ?? `elsewhere-${index}`}
          className="grid gap-2 border-t border-line pt-4 first:border-0 first:pt-0"
        >
          <PatientLinkRow link={link} />
        </li>
      ))}
    </ul>
  );
}

function PatientLinkRow({ link }: { link: PatientLink }) {
  const { id, tag, state, works, hospitals, expiresAt } = link;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <StatusBadge state={state === "not-known" ? "unknown" : state} />
        {tag && (
          <span>
            Screen tag <strong translate="no">{tag}</strong>
          </span>
        )}
      </div>
      <p className="text-ink2 wrap-anywhere">
        <MadeBy link={link} />, <LocalTime to="day" iso={link.createdAt} />.{" "}
        {works && (
          <span>
            Works until <LocalTime to="day" iso={expiresAt} />.
          </span>
        )}
      </p>
      {hospitals.length > 0 && (
        <ul aria-label="Hospitals of this link" className="wrap-anywhere">
          {hospitals.map(({ sourceId, name, state }) => (
            <li key={sourceId}>
              <bdi translate="no">{name}</bdi>: <span>{hospitalWords(state, works)}</span>
            </li>
          ))}
        </ul>
      )}
      {id && (
        <div>
          <Link href={`/sessions/${id}`} className={buttonClass("secondary")}>
            Open link
            <span className="sr-only">{` ${tag}`}</span>
          </Link>
        </div>
      )}
    </>
  );
}

function MadeBy({ link: { madeBy, elsewhere, state } }: { link: PatientLink }) {
  if (elsewhere) return "Made outside Connect Desk";
  const did = state === "not-known" ? "Create was pressed" : "Made";
  if (!madeBy) return `${did} at this desk`;
  return (
    <span>
      <span>{`${did} by`}</span> <bdi translate="no">{madeBy}</bdi>
    </span>
  );
}

function hospitalWords(state: HospitalState, works: boolean): string {
  switch (state) {
    case "connected":
      return "connected";
    case "waiting":
      return works ? "waiting" : "not tried";
    case "lapsed":
      return "was connected, and no longer is";
    case "disconnected":
      return "disconnected by the clinic";
    case "declined":
    case "failed":
      return "not connected";
  }
}
