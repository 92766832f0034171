"use client";

import { useEffect, useRef, useState } from "react";
import { DeskEnd, type DisplayKnown, noDisplay } from "@/lib/display/desk-end";
import { splitLink } from "@/lib/format";
import type { HeardProgress } from "@/lib/sessions/queries";
import type { QrCode } from "@/lib/sessions/session";

/** The patient's screen of this PC, for one link. It clears as the component that uses this goes. */
export function useDisplay(
  { link, tag }: { link: { url: string; qr: QrCode }; tag: string },
  { progress, heardAt }: HeardProgress,
) {
  const [known, setKnown] = useState<DisplayKnown>(noDisplay);
  const end = useRef<DeskEnd>(null);
  const { id, expiresAt, serverNow } = progress;

  function contentNow() {
    return {
      n: link.qr.side,
      d: link.qr.path,
      tag,
      host: splitLink(link.url).host,
      ends: expiresAt,
      now: new Date(Date.parse(serverNow) + performance.now() - heardAt).toISOString(),
    };
  }
  const content = useRef(contentNow);
  useEffect(() => {
    content.current = contentNow;
  });

  useEffect(() => {
    const opened = new DeskEnd({
      sessionId: id,
      content: () => content.current(),
      onChange: setKnown,
    });
    end.current = opened;
    return () => opened.close();
  }, [id]);

  return {
    known,
    /** As that of `DeskEnd`. */
    show: async () => (end.current ? end.current.show() : false),
    clear: () => end.current?.clear(),
  };
}
