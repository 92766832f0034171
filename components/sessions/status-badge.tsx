import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Hourglass,
  TriangleAlert,
} from "lucide-react";
import type { SessionState } from "@/lib/sessions/session";

/** How a link stands, or the attempt to make one. */
type Standing = SessionState | "creating" | "unknown" | "not-made";

const looks = {
  creating: { label: "Being made", icon: Hourglass, className: "bg-info-soft text-info" },
  unknown: {
    label: "Not known yet if it was made",
    icon: CircleHelp,
    className: "bg-warn-soft text-warn",
  },
  "not-made": { label: "Not made", icon: CircleHelp, className: "bg-sunken text-ink" },
  waiting: { label: "Waiting for patient", icon: Hourglass, className: "bg-info-soft text-info" },
  connecting: { label: "Connecting", icon: CircleDashed, className: "bg-info-soft text-info" },
  connected: { label: "Connected", icon: CircleCheck, className: "bg-ok-soft text-ok" },
  partly: { label: "Partly connected", icon: TriangleAlert, className: "bg-warn-soft text-warn" },
  nothing: {
    label: "Finished, nothing connected",
    icon: TriangleAlert,
    className: "bg-warn-soft text-warn",
  },
  ended: { label: "Ended", icon: CircleX, className: "bg-sunken text-ink" },
} satisfies Record<Standing, { label: string; icon: typeof CircleCheck; className: string }>;

/** @param count of the hospitals, such as "1 of 2" or "1, 2 suggestions not used" */
export function StatusBadge({ state, count }: { state: Standing; count?: string }) {
  const { label, icon: Icon, className } = looks[state];
  return (
    <span
      className={`inline-flex items-center gap-2 rounded-control border border-transparent px-2 py-1 font-semibold ${className}`}
    >
      <Icon />
      <span>{label}</span>
      {count && <span>{` ${count}`}</span>}
    </span>
  );
}
