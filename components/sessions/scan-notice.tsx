import { Button } from "@/components/ui/button";

/** What became of a scan, when that needs saying. */
export type ScanNews = {
  words: string;
  /** Brings back what it took the place of. */
  undo?: () => void;
};

export function ScanNotice({ news }: { news: ScanNews | null }) {
  if (!news) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-control mb-4 border border-warn bg-warn-soft px-4 py-2 text-warn"
    >
      <p className="font-semibold">{news.words}</p>
      {news.undo && <Button onClick={news.undo}>Undo</Button>}
    </div>
  );
}
