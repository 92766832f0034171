import { useRef } from "react";
import type { Scan } from "@/lib/sessions/scan-watcher";

type FindRow = NonNullable<Scan["findRow"]>;

/** Waits for the row of a link that was scanned, unless somebody has gone on. */
export function useLinkRow() {
  const latest = useRef<FindRow | null>(null);
  return {
    async look(findRow: FindRow, onRow: (row: Awaited<ReturnType<FindRow>>) => void) {
      latest.current = findRow;
      const row = await findRow();
      if (latest.current === findRow) onRow(row);
    },
    /** Somebody went on. */
    forget() {
      latest.current = null;
    },
  };
}
