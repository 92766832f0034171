import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/ui/time";
import { connectionWords } from "@/lib/patients/connection-words";
import type { ConnectionAttempt, ConnectionState, PatientHospital } from "@/lib/patients/patient";

const looks = {
  connected: { icon: CircleCheck, className: "text-ok" },
  lapsed: { icon: TriangleAlert, className: "text-warn" },
  declined: { icon: CircleX, className: "text-bad" },
  failed: { icon: CircleX, className: "text-bad" },
  disconnected: { icon: CircleX, className: "text-ink2" },
  other: { icon: CircleDashed, className: "text-ink2" },
} satisfies Record<ConnectionState, object>;

type PatientHospitalsProps = {
  hospitals: PatientHospital[];
  /** Whether Medblocks told; else it is what this desk knew. */
  heard: boolean;
  /** What can be done about one that another sign-in could help. */
  reconnect: (hospital: PatientHospital) => ReactNode;
};

/** Every hospital that the patient tried: how it stands, why, and what to do. */
export function PatientHospitals({ hospitals, heard, reconnect }: PatientHospitalsProps) {
  if (hospitals.length === 0) {
    return <p>{heard ? "No hospital was tried yet." : "This desk knows of none."}</p>;
  }
  return (
    <ul className="grid gap-5">
      {hospitals.map((hospital) => (
        <Hospital key={hospital.sourceId} hospital={hospital} reconnect={reconnect} />
      ))}
    </ul>
  );
}

function Hospital({
  hospital,
  reconnect,
}: {
  hospital: PatientHospital;
  reconnect: PatientHospitalsProps["reconnect"];
}) {
  const { icon: Icon, className } = looks[hospital.state];
  const words = connectionWords[hospital.state];
  return (
    <li className="flex gap-2">
      <Icon className={`mt-0.5 ${className}`} />
      <div className="grid min-w-0 grow gap-1 wrap-anywhere">
        <h3 className="font-semibold">
          <bdi translate="no">{hospital.name}</bdi>
        </h3>
        <p>
          <span className={`font-semibold ${className}`}>{words.label}</span>
          {hospital.at ? (
            <span>
              {words.when === "tried" && <span>,</span>} <span>{words.when}</span>{" "}
              <LocalTime to="day" iso={hospital.at} />.
            </span>
          ) : (
            <span>.</span>
          )}
          {words.reason && (
            <>
              {" "}
              <span>{words.reason}</span>
            </>
          )}
        </p>
        {hospital.state === "connected" && <Records records={hospital.records} />}
        {words.next && <p className="text-ink2">{words.next}</p>}
        {hospital.earlier.length > 0 && <Earlier attempts={hospital.earlier} />}
        {(words.reconnect || hospital.records?.state === "failed") && (
          <div className="mt-2">{reconnect(hospital)}</div>
        )}
      </div>
    </li>
  );
}

function Records({ records }: Pick<PatientHospital, "records">) {
  if (!records) return <p className="text-ink2">Records are on the way.</p>;
  if (records.state === "failed") {
    return (
      <p className="text-warn">
        The records did not arrive, <LocalTime to="day" iso={records.at} />. A new sign-in may help.
      </p>
    );
  }
  return (
    <p className="text-ink2">
      Records arrived <LocalTime to="day" iso={records.at} />.
    </p>
  );
}

function Earlier({ attempts }: { attempts: ConnectionAttempt[] }) {
  return (
    <ul aria-label="Before" className="text-sm text-ink2">
      {attempts.map(({ state, at }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is past has no id of its own and stays
        <li key={index}>
          Before: <span>{connectionWords[state].label}</span>
          {at && (
            <span>
              , <LocalTime to="day" iso={at} />
            </span>
          )}
          <span>{`. ${connectionWords[state].reason}`}</span>
        </li>
      ))}
    </ul>
  );
}
