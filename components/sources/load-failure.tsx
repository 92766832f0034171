import { TriangleAlert } from "lucide-react";
import { ChipButton } from "./source-chip";

/** Stands under the input, outside the list, where Tab reaches the button. */
export function LoadFailure({ onRetry }: { onRetry: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-control bg-warn-soft px-3 py-1 text-warn">
      <TriangleAlert aria-hidden size={20} strokeWidth={1.75} className="shrink-0" />
      The list did not load.
      <ChipButton onClick={onRetry}>Try again</ChipButton>
    </p>
  );
}
