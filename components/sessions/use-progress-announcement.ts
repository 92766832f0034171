"use client";

import { useEffect, useRef, useState } from "react";
import type { SessionProgress } from "@/lib/sessions/session";

const minute = 60_000;

/** One sentence at a time for screen readers: a hospital connected, the link is running out, it is over. */
export function useProgressAnnouncement(progress: SessionProgress, leftMs: number): string {
  const before = useRef(progress);
  const [sentence, setSentence] = useState("");

  useEffect(() => {
    const news = changeBetween(before.current, progress);
    before.current = progress;
    if (news) setSentence(news);
  }, [progress]);

  const nearing = !progress.linkWorks
    ? null
    : leftMs <= minute
      ? "1 minute"
      : leftMs <= 5 * minute
        ? "5 minutes"
        : null;
  const lastNearing = useRef(nearing);
  useEffect(() => {
    if (nearing && nearing !== lastNearing.current) setSentence(`The link stops in ${nearing}.`);
    lastNearing.current = nearing;
  }, [nearing]);

  return sentence;
}

/** What a reader is told when `after` follows `before`, or null. */
export function changeBetween(before: SessionProgress, after: SessionProgress): string | null {
  const connectedBefore = new Set(connectedIds(before));
  const connected = connectedIds(after);
  const fresh = after.hospitals.filter(
    ({ sourceId, state }) => state === "connected" && !connectedBefore.has(sourceId),
  );
  const count = `${connected.length} of ${after.hospitals.length}.`;
  const parts = fresh.map(({ name }) => `${name} connected. ${count}`);
  if (before.state !== after.state && !after.linkWorks) parts.push(ending(after, count));
  return parts.length > 0 ? parts.join(" ") : null;
}

function connectedIds(progress: SessionProgress): string[] {
  return progress.hospitals.flatMap(({ sourceId, state }) =>
    state === "connected" ? [sourceId] : [],
  );
}

function ending({ state }: SessionProgress, count: string): string {
  if (state === "connected") return `Complete. ${count}`;
  if (state === "partly") return `Partly connected. ${count}`;
  if (state === "nothing") return "Finished, nothing connected.";
  return "This link has ended.";
}
