import { CircleCheck, CircleDashed, CircleX, Hourglass } from "lucide-react";
import { LocalTime } from "@/components/ui/time";
import type { HospitalProgress, HospitalState } from "@/lib/sessions/session";

const looks = {
  waiting: { label: "Waiting", reason: null, icon: Hourglass, className: "text-ink2" },
  connected: { label: "Connected", reason: null, icon: CircleCheck, className: "text-ok" },
  declined: {
    label: "Not connected",
    reason: "The patient said no at the sign-in.",
    icon: CircleX,
    className: "text-bad",
  },
  failed: {
    label: "Not connected",
    reason: "The hospital's sign-in could not finish.",
    icon: CircleX,
    className: "text-bad",
  },
  lapsed: {
    label: "Not connected",
    reason: "It was connected, and the access ran out.",
    icon: CircleX,
    className: "text-bad",
  },
  disconnected: {
    label: "Disconnected",
    reason: "The clinic ended the access.",
    icon: CircleX,
    className: "text-ink2",
  },
  untried: {
    label: "Not connected",
    reason: "The patient did not try it.",
    icon: CircleDashed,
    className: "text-ink2",
  },
} satisfies Record<HospitalState | "untried", object>;

/** The hospitals of one link, each with what became of it and why. */
export function HospitalList({
  hospitals,
  over,
}: {
  hospitals: HospitalProgress[];
  over: boolean;
}) {
  return (
    <section aria-label="Hospitals" className="border-t border-line pt-4 print:hidden">
      <h3 className="font-semibold">Hospitals</h3>
      {hospitals.length === 0 && (
        <p className="text-ink2">{over ? "None" : "The patient chooses."}</p>
      )}
      <ul className="mt-2 grid gap-2">
        {hospitals.map((hospital) => (
          <HospitalRow key={hospital.sourceId} hospital={hospital} over={over} />
        ))}
      </ul>
    </section>
  );
}

function HospitalRow({ hospital, over }: { hospital: HospitalProgress; over: boolean }) {
  const state = over && hospital.state === "waiting" ? "untried" : hospital.state;
  const { label, reason, icon: Icon, className } = looks[state];
  return (
    <li className="flex gap-2">
      <Icon className={`mt-0.5 ${className}`} />
      <span className="min-w-0 wrap-break-word">
        <bdi translate="no">{hospital.name}</bdi>
        <span>: </span>
        <span className={`font-semibold ${className}`}>{label}</span>
        {hospital.at && state === "connected" && (
          <>
            {" "}
            <LocalTime iso={hospital.at} />
          </>
        )}
        {state === "connected" && <Records records={hospital.records} />}
        {reason && <span className="block text-sm text-ink2">{reason}</span>}
      </span>
    </li>
  );
}

function Records({ records }: Pick<HospitalProgress, "records">) {
  if (records?.state === "failed") {
    return <span className="block text-sm text-warn">The records did not arrive.</span>;
  }
  return (
    <span className="block text-sm text-ink2">
      {records ? (
        <span>
          Records arrived <LocalTime iso={records.at} />
        </span>
      ) : (
        "Records are on the way."
      )}
    </span>
  );
}
