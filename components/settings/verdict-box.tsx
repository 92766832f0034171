import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

type VerdictBoxProps = { isWell: boolean; heading: string; text: string; children?: ReactNode };

/** What a check found. */
export function VerdictBox({ isWell, heading, text, children }: VerdictBoxProps) {
  const Icon = isWell ? CircleCheck : TriangleAlert;
  return (
    <div
      className={`grid grid-cols-1 gap-3 rounded-control border-2 p-4 wrap-anywhere ${isWell ? "border-ok bg-ok-soft" : "border-warn bg-warn-soft"}`}
    >
      <p className={`flex gap-2 text-lg font-semibold ${isWell ? "text-ok" : "text-warn"}`}>
        <Icon aria-hidden size={20} strokeWidth={1.75} className="mt-1 shrink-0" />
        <span>{heading}</span>
      </p>
      <p>{text}</p>
      {children}
    </div>
  );
}
