import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** What became of a scan, when that needs saying. */
export type ScanNews = {
  words: string;
  /** Brings back what it took the place of. */
  undo?: () => void;
};

export function ScanNotice({ news }: { news: ScanNews | null }) {
  if (!news) return null;
  return (
    <Notice tone="warn" role="alert" className="mb-4" words={<strong>{news.words}</strong>}>
      {news.undo && <Button onClick={news.undo}>Undo</Button>}
    </Notice>
  );
}
