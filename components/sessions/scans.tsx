import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useIsLeft } from "@/components/ui/use-is-left";
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

/** What became of a scan, when that needs saying. */
type ScanNews = {
  words: string;
  /** Brings back what it took the place of. */
  undo?: () => void;
};

type FindRow = NonNullable<Scan["findRow"]>;

/** What is said of the last scan, and the search for the row of a link that was scanned. */
export function useScanNews() {
  const [news, setNews] = useState<ScanNews | null>(null);
  const latest = useRef<FindRow | null>(null);
  const isLeft = useIsLeft();
  return {
    news,
    /** Somebody has gone on: what is still looked for counts no more. */
    tell(next: ScanNews | null) {
      latest.current = null;
      setNews(next);
    },
    async look(findRow: FindRow, onFound: (id: string) => void) {
      latest.current = findRow;
      const row = await findRow();
      if (isLeft.current || latest.current !== findRow) return;
      if (row.ok) onFound(row.value);
      else setNews({ words: row.error });
    },
  };
}

export function ScanNotice({ news }: { news: ScanNews | null }) {
  if (!news) return null;
  return (
    <Notice tone="warn" role="alert" className="mb-4" words={<strong>{news.words}</strong>}>
      {news.undo && <Button onClick={news.undo}>Undo</Button>}
    </Notice>
  );
}
