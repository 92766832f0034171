import { useEffect, useEffectEvent, useRef, useState } from "react";
import { hearKeys } from "@/lib/sessions/key-ear";
import type { Scan } from "@/lib/sessions/scan-watcher";

const tryAgainMs = 5_000;

/**
 * Tells of each code that is scanned anywhere on the page while this is mounted.
 *
 * @returns whether scans can be told from typing yet, or not at all for now: a moment after the page can
 *   react, because most of it is loaded then
 */
export function useScans(onScan: (scan: Scan) => void): boolean {
  const [settled, setSettled] = useState(false);
  const tell = useEffectEvent(onScan);

  useEffect(() => {
    let missed: KeyboardEvent[] = [];
    const ear = hearKeys((event) => missed.push(event));
    missed.unshift(...ear.early);
    let stop = ear.stop;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    async function load() {
      const watcher = await import("@/lib/sessions/scan-watcher").catch(() => null);
      if (isOver) return;
      ear.stop();
      setSettled(true);
      if (watcher) stop = watcher.watchScans((scan) => tell(scan), missed);
      else timer = setTimeout(() => void load(), tryAgainMs);
      missed = [];
    }
    void load();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return settled;
}

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
