import { LocalTime } from "@/components/ui/time";
import { formatTimeLeft } from "@/lib/format";

const circumference = 2 * Math.PI * 8;

/**
 * How long the link still works, as words and a ring. Not a live region: the card says 5 minutes,
 * 1 minute and the end by itself.
 */
export function Countdown({
  leftMs,
  lifetimeMs,
  expiresAt,
}: {
  leftMs: number;
  lifetimeMs: number;
  expiresAt: string;
}) {
  const share = Math.max(0, Math.min(1, leftMs / lifetimeMs));
  return (
    <p className="flex items-center gap-2">
      <svg
        aria-hidden="true"
        viewBox="0 0 20 20"
        width={20}
        height={20}
        className="-rotate-90 print:hidden"
      >
        <circle cx="10" cy="10" r="8" fill="none" strokeWidth="3" className="stroke-line" />
        <circle
          cx="10"
          cy="10"
          r="8"
          fill="none"
          strokeWidth="3"
          strokeDasharray={`${share * circumference} ${circumference}`}
          className="stroke-brand"
        />
      </svg>
      <span>
        Stops working{" "}
        <span className="print:hidden">
          in{" "}
          <span role="timer" aria-live="off" className="font-semibold tabular-nums">
            {formatTimeLeft(leftMs)}
          </span>{" "}
          (
        </span>
        at <LocalTime iso={expiresAt} />
        <span className="print:hidden">)</span>
      </span>
    </p>
  );
}
